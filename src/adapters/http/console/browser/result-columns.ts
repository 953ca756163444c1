import type { ResultView } from '../../schemas/result.ts';
import { el, type Child } from './dom.ts';
import { badge, type Column } from './view.ts';
import { number, said } from './words.ts';

/** The columns of results; classes by their names, where the model has any. */
export function resultColumns(classes: readonly string[] | null): readonly Column<ResultView>[] {
  const named = (at: number | null): Child => {
    const name = at === null ? undefined : classes?.[at];
    if (at === null || name === undefined) return number(at);
    return el('span', {}, el('bdi', {}, name), ` (${at})`);
  };
  return [
    { title: 'Sample', cell: ({ index }) => number(index), numeric: true },
    { title: 'Label', cell: ({ label }) => named(label) },
    { title: 'Prediction', cell: ({ prediction }) => named(prediction) },
    { title: 'Right', cell: ({ correct }) => (correct === null ? '–' : correct ? 'yes' : 'no') },
    {
      title: 'Verdict',
      cell: ({ verdict, final }) => el('span', {}, badge(verdict), final ? '' : ' so far'),
    },
    { title: 'Radius', cell: ({ radius }) => number(radius), numeric: true },
    { title: 'Rests on', cell: ({ evidence, reason }) => evidenceCell(evidence, reason) },
  ];
}

function evidenceCell(evidence: ResultView['evidence'], reason: string | null): Child {
  const entries = Object.entries(evidence).map(([name, value]) => el('li', {}, `${name} ${said(value)}`));
  if (entries.length === 0) return reason ?? '–';
  return el('details', {}, el('summary', {}, reason ?? 'evidence'), el('ul', {}, ...entries));
}
