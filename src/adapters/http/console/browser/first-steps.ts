import { el, type Element } from './dom.ts';
import { link } from './view.ts';

/** The built-in example (`src/example`), and what must be declared about it. */
const EXAMPLE = {
  model: ['src/example/digits-noise-0.25.onnx', 'Domain 0, 1 and Grid 0.0625'],
  dataset: ['src/example/digits-test.npz', 'Scale 0.0625'],
} as const;

export function exampleFiles(what: keyof typeof EXAMPLE): Element {
  const [file, declared] = EXAMPLE[what];
  return el('span', {}, 'To try it, take ', el('code', {}, file), ` of this program with ${declared}.`);
}

/** What to do where nothing is yet. */
export function firstSteps(): Element {
  return el(
    'ol',
    { class: 'steps' },
    el('li', {}, link('models', 'Upload a model'), ': a classifier as ONNX. ', exampleFiles('model')),
    el('li', {}, link('datasets', 'Upload a dataset'), ': labelled inputs for it. ', exampleFiles('dataset')),
    el(
      'li',
      {},
      link('new', 'Submit a job'),
      ': for each input, how far it may be changed without the answer changing is proved.',
    ),
  );
}
