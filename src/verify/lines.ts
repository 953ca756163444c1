import { canonical, parting } from './canonical.ts';
import { step, type Report } from './finding.ts';
import { JsonError, readJson, type Json } from './json.ts';

/** Bytes that one outcome may have. */
const LONGEST = 4 * 1024 * 1024;

/**
 * The values of newline-delimited JSON, one after the other; every line in canonical form, and ended. A line that is not is
 * reported, and where it cannot be read at all nothing after it is.
 */
export async function* linesOf(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  report: Report,
): AsyncGenerator<Json> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  for await (const piece of source) {
    rest = rest.length === 0 ? Buffer.from(piece) : Buffer.concat([rest, piece]);
    let from = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, from)) {
      const value = valueOf(rest.subarray(from, end), number, report);
      from = end + 1;
      number++;
      if (value === undefined) return;
      yield value;
    }
    rest = rest.subarray(from);
    if (rest.length <= LONGEST) continue;
    report(step('/outcomes/rows', number), 'line_too_long', `a line has more than ${LONGEST} bytes`);
    return;
  }
  if (rest.length > 0) report(step('/outcomes/rows', number), 'truncated', 'the last line has no end');
}

function valueOf(line: Buffer, number: number, report: Report): Json | undefined {
  const path = step('/outcomes/rows', number);
  let value: Json;
  try {
    value = readJson(line);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    report(`${path}${error.path}`, error.code, error.message);
    return undefined;
  }
  const expected = canonical(value);
  const given = line.toString();
  if (given !== expected)
    report(path, 'not_canonical', `the line is not in canonical form ${parting(given, expected)}`);
  return value;
}
