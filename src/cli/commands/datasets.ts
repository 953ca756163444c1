import { describeDataset } from '../described.ts';
import type { DatasetView } from '../views.ts';
import { resources } from './resources.ts';

export const datasets = resources<DatasetView>({
  kind: 'dataset',
  headings: ['id', 'name', 'count', 'samples', 'format', 'created'],
  row: (one) => [one.id, one.name, one.count, one.shape.join('×'), one.format, one.created_at],
  describe: describeDataset,
});
