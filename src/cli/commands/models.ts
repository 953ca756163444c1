import { describeModel } from '../described.ts';
import type { ModelView } from '../views.ts';
import { resources } from './resources.ts';

export const models = resources<ModelView>({
  kind: 'model',
  headings: ['id', 'name', 'role', 'samples', 'classes', 'created'],
  row: (one) => [one.id, one.name, one.role, one.sample_shape.join('×'), one.class_count, one.created_at],
  describe: describeModel,
});
