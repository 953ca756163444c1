import type { GateView } from '../../schemas/gate.ts';
import { el, type Element } from './dom.ts';
import { badge } from './view.ts';
import { said } from './words.ts';

/** How the gates of a job stand; nothing for a job without any. */
export function gateView(gate: GateView | null): readonly Element[] {
  if (!gate) return [];
  const each = gate.gates.map((one) => {
    const { answer, ...rest } = one as { readonly answer: string };
    return el('li', {}, badge(answer), ' ', said(rest));
  });
  return [el('div', { class: 'card' }, el('p', {}, 'Gates: ', badge(gate.answer)), el('ul', {}, ...each))];
}
