import { down, percent, printed } from '../../service/report/printed.ts';
import { markup } from './markup.ts';
import type { Html } from './markup.ts';

/** Numbers as they are shown; each carries the number itself, for whoever reads the page by a program. */
const figure = (value: number, text: string): Html => markup`<data value="${value}">${text}</data>`;

const NONE = markup`<span class="none">–</span>`;

export const share = (value: number | null): Html => (value === null ? NONE : figure(value, percent(value)));

export const radiusOf = (value: number | null): Html =>
  value === null ? NONE : figure(value, printed(value));

/** A mean, rounded down as radii are. */
export const average = (value: number | null): Html =>
  value === null ? NONE : figure(value, down(value, 4));

export const count = (value: number): Html => figure(value, value.toLocaleString('en'));

/** A part of some number, beside its count. */
export const part = (value: number, of: number): Html =>
  of === 0 ? NONE : markup`${count(value)} <small>${percent(value / of)}</small>`;
