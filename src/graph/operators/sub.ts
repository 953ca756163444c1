import type { Join } from './operator.ts';

/** a − b. */
export const sub: Join = { name: 'Sub', kind: 'join', signs: () => [1, -1] };
