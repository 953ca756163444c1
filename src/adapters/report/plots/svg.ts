import type { TopLevelSpec } from 'vega-lite';
import { escaped, Html } from '../markup.ts';

/** A plot, and what is said to those who do not see it. */
export interface Plot {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly spec: TopLevelSpec;
}

/** Draws a plot as an SVG that takes the width it is given. Its colours are the page's, by name. */
export async function svg({ id, title, description, spec }: Plot): Promise<Html> {
  // Libraries of this size are loaded when the first report is asked for.
  const [{ parse, View }, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  const view = new View(parse(compile({ ...spec, background: null as never, config: THEME }).spec), {
    renderer: 'none',
  });
  try {
    const drawn = await view.toSVG();
    const open =
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox(drawn)}" role="img" ` +
      `aria-labelledby="${id}-title ${id}-text"><title id="${id}-title">${escaped(title)}</title>` +
      `<desc id="${id}-text">${escaped(description)}</desc>`;
    return new Html(drawn.replace(/^<svg[^>]*>/, open));
  } finally {
    view.finalize();
  }
}

function viewBox(drawn: string): string {
  const [, box] = /viewBox="([-\d. ]+)"/.exec(drawn) ?? [];
  if (box === undefined) throw new Error('a plot was drawn without a size');
  return box;
}

const FONT = 'system-ui, sans-serif';

/** Custom properties of the page's style sheet stand where colours do. */
const THEME = {
  aria: false,
  font: FONT,
  view: { stroke: null },
  axis: {
    labelColor: 'var(--muted)',
    titleColor: 'var(--ink)',
    gridColor: 'var(--line)',
    domainColor: 'var(--line)',
    tickColor: 'var(--line)',
    labelFontSize: 14,
    titleFontSize: 14,
    titleFontWeight: 'normal',
    titlePadding: 8,
  },
  text: { fontSize: 14, color: 'var(--ink)' },
} as const;
