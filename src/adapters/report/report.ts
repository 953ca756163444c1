import type { Page, ReportFacts } from '../../service/report/facts.ts';
import { documentOf } from './document.ts';
import { markup } from './markup.ts';
import type { Html } from './markup.ts';
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
  return documentOf(`Robustness of ${facts.model ? facts.model.name : facts.job.model_id}`, STYLE, body);
}

const drawn = async (plot: Plot | null): Promise<Html | null> => plot && (await svg(plot));
