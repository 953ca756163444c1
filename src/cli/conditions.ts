import { numberIn } from './arguments.ts';
import { misuse } from './failure.ts';
import { jsonIn } from './parameters.ts';

const SHORT = /^\s*([a-z_]+)\s*(?:@\s*([^<>=\s]+)\s*)?(>=|<=)\s*(\S+)\s*$/;

/** A condition on a job: `certified_accuracy@0.5>=0.6`, `abstention_rate<=0.1`, or JSON as the service takes it. */
export function conditionIn(text: string): object {
  if (/^\s*\{/.test(text)) return Object(jsonIn(text, 'gate')) as object;
  const [, metric, at, relation, bound] = SHORT.exec(text) ?? [];
  const radius = at === undefined ? undefined : numberIn(at);
  const limit = bound === undefined ? null : numberIn(bound);
  if (metric === undefined || radius === null || limit === null)
    throw misuse(
      `--gate ${text} is no condition`,
      "such as 'certified_accuracy@0.5>=0.6' or 'abstention_rate<=0.1', in quotation marks; or JSON",
    );
  return {
    metric,
    ...(radius !== undefined && { radius }),
    [relation === '>=' ? 'min' : 'max']: limit,
  };
}
