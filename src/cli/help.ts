import { COMMANDS } from './commands/index.ts';
import type { Command } from './command.ts';

/** Put below the help of every command. */
const EVERYWHERE = `
always: --server URL  --api-key-file FILE  --json  --quiet   (provable --help)`;

/** The overview. */
export const overview =
  (): string => `provable COMMAND [options]     certificates of robustness, from a service

${Object.entries(COMMANDS)
  .map(([name, { does }]) => `  ${name.padEnd(12)} ${does}`)
  .join('\n')}

  --server URL         else PROVABLE_SERVER, else http://127.0.0.1:8080
  --api-key-file FILE  else PROVABLE_API_KEY or PROVABLE_API_KEY_FILE
  --json               the answer as JSON, faults too (on standard error)
exit code: 0 done  1 the answer is no  2 refused, undecided  3 no service
`;

export const helpOf = ({ help }: Command): string => `${help}\n${EVERYWHERE}\n`;
