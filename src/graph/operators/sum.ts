import type { Join } from './operator.ts';

/** The sum of any number of operands. */
export const sum: Join = { name: 'Sum', kind: 'join', signs: ({ inputs }) => inputs.map(() => 1) };
