import { ask, upload } from './api.ts';
import { el, type Element } from './dom.ts';
import { alarm, badge, faultList, heading, table, type PageView } from './view.ts';

interface Verification {
  readonly verdict: 'valid' | 'invalid' | 'unchecked';
  readonly known: { readonly model: boolean; readonly dataset: boolean };
  readonly checks: readonly { readonly name: string; readonly result: string; readonly detail: string }[];
  readonly findings: readonly {
    readonly path: string;
    readonly message: string;
    readonly severity: string;
  }[];
}

const VERDICTS = {
  valid: 'Valid: this service signed it, nothing was changed, and its numbers follow from each other.',
  invalid: 'Not valid.',
  unchecked: 'Nothing wrong was found, but not everything could be checked.',
} as const;

/** Takes a certificate, by choice or dropped, and says what is found in it. */
export const verifyPage: PageView = async ({ main }) => {
  const file = el('input', { type: 'file', id: 'certificate', 'aria-describedby': 'certificate-help' });
  const outcomes = el('input', { type: 'file', id: 'outcomes', 'aria-describedby': 'outcomes-help' });
  const answer = el('div', { class: 'answer', role: 'status', 'aria-live': 'polite' });
  const check = async (given: File | undefined): Promise<void> => {
    if (!given) return;
    answer.replaceChildren(el('p', {}, 'Checking …'));
    answer.replaceChildren(
      ...(await verify(given, outcomes.files?.[0]).then(shown, (error: unknown) => [alarm(error)])),
    );
  };
  file.addEventListener('change', () => void check(file.files?.[0]));
  outcomes.addEventListener('change', () => void check(file.files?.[0]));
  const drop = el(
    'div',
    {
      class: 'card drop',
      dragover: (event) => event.preventDefault(),
      drop: (event) => (event.preventDefault(), void check(event.dataTransfer?.files[0])),
    },
    el(
      'div',
      { class: 'field' },
      el('label', { for: 'certificate' }, 'Certificate'),
      file,
      help('certificate', 'The file as it was saved, byte for byte. It can be dropped here too.'),
    ),
    el(
      'div',
      { class: 'field' },
      el('label', { for: 'outcomes' }, 'Outcomes'),
      outcomes,
      help('outcomes', 'Only of jobs whose certificate states their digest, and that are not known here.'),
    ),
  );
  main.replaceChildren(heading('Check a certificate'), drop, answer);
};

const help = (id: string, text: string): Element => el('p', { class: 'help', id: `${id}-help` }, text);

async function verify(file: File, outcomes: File | undefined): Promise<Verification> {
  const path = '/v1/certificates/verify';
  if (outcomes) return upload<Verification>(path, { file, outcomes });
  const headers = { 'content-type': 'application/vnd.provable.certificate+json' };
  return (await (await ask(path, { method: 'POST', headers, body: file })).json()) as Verification;
}

function shown({ verdict, known, checks, findings }: Verification): readonly Element[] {
  const here = (name: string, is: boolean) => `${name} is ${is ? '' : 'not '}known here`;
  return [
    el('p', { class: `verdict ${verdict}` }, badge(verdict), ' ', VERDICTS[verdict]),
    el('p', { class: 'help' }, `The ${here('model', known.model)}, the ${here('dataset', known.dataset)}.`),
    ...faultList(
      findings.map(({ path, message, severity }) => ({
        code: severity,
        message: `${severity}: ${message}`,
        pointer: path || '/',
      })),
    ),
    el('h2', {}, 'What was checked'),
    table(
      'What was checked',
      [
        { title: 'Check', cell: ({ name }) => name },
        { title: 'Result', cell: ({ result }) => badge(result) },
        { title: 'What it says', cell: ({ detail }) => detail },
      ],
      checks,
    ),
  ];
}
