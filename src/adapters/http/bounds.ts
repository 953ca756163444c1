import type { Fault } from '../../service/errors.ts';

/** What one answer says at most: however wrong a request is, its refusal stays one that can be read. */
export const MOST_FAULTS = 100;
const LONGEST = 1000;

/** Text of at most 1,000 characters; what is cut off shows as an ellipsis, and no surrogate pair is cut in two. */
export const shortened = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

/** The first 100 faults, and one more that counts the others. A pointer is whole or not there: half of one misleads. */
export function bounded(faults: readonly Fault[]): Fault[] {
  const shown = faults.slice(0, MOST_FAULTS).map(boundedFault);
  const others = faults.length - shown.length;
  if (others > 0) shown.push({ code: 'more', message: `and ${others} more` });
  return shown;
}

function boundedFault({ code, message, pointer, node, operator }: Fault): Fault {
  return {
    code,
    message: shortened(message),
    ...(pointer !== undefined && pointer.length <= LONGEST && { pointer }),
    ...(node !== undefined && { node: shortened(node) }),
    ...(operator !== undefined && { operator: shortened(operator) }),
  };
}
