import type { Certificate } from '../certify/certificate/schema.ts';

/** Text that a document can hold: halves of surrogate pairs are replaced. */
export const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd');

/** A norm as a label: `l2`, `l1.5`. */
export const normLabel = ({ norm, p }: Pick<Certificate['specification'], 'norm' | 'p'>): string =>
  norm === 'lp' && p !== undefined ? `l${p}` : (norm ?? 'none');
