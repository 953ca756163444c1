import type { Comparison } from '../../service/comparison/facts.ts';
import type { Page } from '../../service/report/facts.ts';
import { curvesPlot } from './comparison/curves.ts';
import { differing } from './comparison/differing.ts';
import { opening } from './comparison/opening.ts';
import { pairings } from './comparison/pairings.ts';
import { COMPARISON_STYLE } from './comparison/style.ts';
import { table } from './comparison/table.ts';
import { documentOf } from './document.ts';
import { markup } from './markup.ts';
import { svg } from './plots/svg.ts';

/** Jobs beside each other as one HTML document. */
export async function renderComparison(comparison: Comparison): Promise<Page> {
  const plot = curvesPlot(comparison);
  const curves = plot && (await svg(plot));
  const body = markup`<main>
    ${opening(comparison)} ${table(comparison, curves)} ${pairings(comparison)} ${differing(comparison)}
    <section>
      <h2>What this does not say</h2>
      <ul class="caveats">
        ${comparison.caveats.map((caveat) => markup`<li>${caveat}</li>`)}
      </ul>
    </section>
    <footer>
      Made by Provable from the results of ${comparison.sides.length} jobs. Shares and radii are rounded down,
      p-values up.
    </footer>
  </main>`;
  return documentOf('Robustness compared', COMPARISON_STYLE, body);
}
