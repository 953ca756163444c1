import { createHash } from 'node:crypto';
import type { Page, ReportFacts } from '../../service/report/facts.ts';
import { markup, Html } from './markup.ts';
import { curvePlot } from './plots/curve.ts';
import { histogramPlot } from './plots/histogram.ts';
import { svg } from './plots/svg.ts';
import type { Plot } from './plots/svg.ts';
import { classes } from './sections/classes.ts';
import { gallery } from './sections/gallery.ts';
import { opening } from './sections/opening.ts';
import { origin } from './sections/origin.ts';
import { radii } from './sections/radii.ts';
import { caveats, checking, claim } from './sections/reading.ts';
import { STYLE } from './style.ts';

/** By which a policy allows the style sheet and nothing else. */
const STYLE_DIGEST = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;

/** The report as one HTML document: no script, nothing loaded from anywhere, all text escaped. */
export async function renderReport(facts: ReportFacts): Promise<Page> {
  const curve = await drawn(curvePlot(facts));
  const histogram = await drawn(histogramPlot(facts));
  const body = markup`<main>
    ${opening(facts)} ${radii(facts, curve, histogram)} ${classes(facts)} ${gallery(facts)} ${claim(facts)} ${caveats(facts)}
    ${origin(facts)} ${checking(facts)}
    <footer>
      Made by Provable from the results of job ${facts.job.id}. Shares and radii are rounded down.
    </footer>
  </main>`;
  return { html: documentOf(facts, body), style: STYLE_DIGEST };
}

const drawn = async (plot: Plot | null): Promise<Html | null> => plot && (await svg(plot));

function documentOf({ model, job }: ReportFacts, body: Html): string {
  const title = `Robustness of ${model ? model.name : job.model_id}`;
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; style-src '${STYLE_DIGEST}'"
        />
        <title>${title}</title>
        <style>${new Html(STYLE)}</style>
      </head>
      <body>
        ${body}
      </body>
    </html>
`.text;
}
