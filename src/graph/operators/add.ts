import type { Join } from './operator.ts';

/** a + b. */
export const add: Join = { name: 'Add', kind: 'join', signs: () => [1, 1] };
