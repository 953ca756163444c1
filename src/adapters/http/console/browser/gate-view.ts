import type { GateView } from '../../schemas/gate.ts';
import { el, type Element } from './dom.ts';
import { badge } from './view.ts';
import { number } from './words.ts';

/** How the gates of a job stand, in words, and whether it ended with them; nothing for a job without any. */
export function gateView(gate: GateView | null): readonly Element[] {
  if (!gate) return [];
  const each = gate.gates.map(({ text }) => el('li', {}, text));
  return [
    el(
      'div',
      { class: 'card' },
      el('p', {}, 'Gates: ', badge(gate.answer)),
      el('ul', {}, ...each),
      ...(gate.stopped_early ? [el('p', {}, endedEarly(gate))] : []),
    ),
  ];
}

/** Shares of the samples examined are not those of all, and no document speaks of a part. */
const endedEarly = ({ samples: { planned, not_examined } }: GateView): string =>
  `Ended early, for its gates were decided: ${number(not_examined)} of ${number(planned)} samples were not examined. ` +
  'What is counted below is counted of the others, what is proved is proved of all. There is no certificate of a part: ' +
  'for one, submit the job with gates that do not stop it.';
