import { STYLE } from '../style.ts';

const LIGHT =
  '--c1:#0b6e5a;--c2:#b4480f;--c3:#3b5bb5;--c4:#8a2d7a;--c5:#7a6a00;--c6:#0c7391;--c7:#a3234d;--c8:#555f68';
const DARK =
  '--c1:#4fc3a4;--c2:#f0924a;--c3:#8ea8f5;--c4:#dd86cf;--c5:#d3bf4a;--c6:#5cc0de;--c7:#f2809f;--c8:#aab4bd';

/** A colour for each of eight jobs, beside what a report has. */
export const COMPARISON_STYLE = `${STYLE}
:root{${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
${[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `.badge.c${n},.key.c${n}{background:var(--c${n})}`).join('')}
.badge{display:inline-block;min-width:1.5em;padding:0 .35em;border-radius:4px;color:var(--paper);text-align:center;font-weight:600;font-size:.9em;line-height:1.5}
.sides{list-style:none;margin:20px 0 0;padding:0}
.sides li{padding:6px 0;border-bottom:1px solid var(--line)}
.wide svg{display:block;width:100%;height:auto;max-width:780px}
.wide{margin:0}
.found{font-size:1.1rem;max-width:46em;margin:.4em 0}
td.open{color:var(--muted)}
td.found-cell{font-weight:600;margin:0;font-size:inherit}
td.text,th.text{text-align:left}
@media print{:root{${LIGHT}}}
`;
