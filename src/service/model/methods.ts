import { certifierOf, METHOD_NAMES, type MethodName } from '../../certify/certifiers/index.ts';
import type { Obstacle, Subject } from '../../certify/certifier.ts';
import type { Examined, ModelFacts } from './model.ts';

/** Obstacles that are kept for a method; nobody reads more, and a hostile graph could have a million. */
const MOST = 50;

/** What every method's own examination finds on a loaded model. Call it in a process that may die. */
export async function examineMethods(subject: Subject): Promise<Examined> {
  const found: [string, Examined[string]][] = [];
  for (const name of METHOD_NAMES) {
    const { examination } = certifierOf({ name });
    if (!examination) continue;
    const obstacles = await examination.obstacles(subject);
    found.push([name, { version: examination.version, obstacles: shortened(obstacles) }]);
  }
  return Object.fromEntries(found);
}

/** Whether the method's own examination of the model still has to be made, or made again. Denoisers are not examined. */
export function isUnexamined(
  { examined, role }: Pick<ModelFacts, 'examined' | 'role'>,
  name: MethodName,
): boolean {
  if (role === 'denoiser') return false;
  const { examination } = certifierOf({ name });
  return examination !== undefined && (examined?.[name]?.version ?? -1) < examination.version;
}

function shortened(obstacles: readonly Obstacle[]): readonly Obstacle[] {
  const listed = obstacles.slice(0, MOST);
  const more = obstacles.length - listed.length;
  return more > 0 ? [...listed, { code: 'faults_omitted', message: `and ${more} more` }] : listed;
}
