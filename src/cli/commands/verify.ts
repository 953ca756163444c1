import type { Command } from '../command.ts';

/** Checks by itself what the service signed: `verify/` has all of it, its help and options too. */
export const verify: Command = {
  does: 'check a certificate, without the service',
  help: '',
  options: {},
  run: ({ io, args }) => io.verify(args.positionals),
};
