import type { Check, Finding } from './finding.ts';
import type { Verification } from './verification.ts';

const MARKS = { passed: 'ok  ', failed: 'FAIL', unchecked: '?   ' } as const;
const HEADLINES = {
  valid: 'The certificate is valid.',
  invalid: 'The certificate is NOT valid.',
  unchecked: 'Nothing wrong was found, but not all of it could be checked.',
} as const;
const UNSIGNED = 'Nothing wrong was found. Who signed it was left out of account, as was asked.';

/** A verification for people: the answer, what was looked into, and what was found. */
export function printed({ verdict, checks, findings }: Verification): string {
  return [
    verdict === 'valid' && !checks.some(({ name }) => name === 'signature') ? UNSIGNED : HEADLINES[verdict],
    '',
    ...checks.map(checkLine),
    ...(findings.length > 0 ? [''] : []),
    ...findings.map(findingLine),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

const checkLine = ({ name, result, detail }: Check): string => `${MARKS[result]}  ${name}: ${plain(detail)}`;

const findingLine = ({ path, code, message, severity }: Finding): string =>
  `${severity} ${plain(path) || '/'}: ${plain(message)} [${code}]`;

/** What came from a certificate never steers a terminal. */
const plain = (text: string): string => text.replaceAll(/\p{C}/gu, '�');
