/** An S-expression: a word, or a list of them in parentheses. */
export type Expression = string | readonly Expression[];

const TOKEN = /;[^\n]*|[()]|[^\s();]+/g;

/** The expressions of a text, `;` to the end of the line being a comment. Throws where parentheses do not match. */
export function parseExpressions(text: string): readonly Expression[] {
  const top: Expression[] = [];
  const open: Expression[][] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.startsWith(';')) continue;
    const within = open.at(-1) ?? top;
    if (token === '(') open.push([]);
    else if (token !== ')') within.push(token);
    else {
      const closed = open.pop();
      if (!closed) throw new Error(`a ")" too many, after ${write(top)}`);
      (open.at(-1) ?? top).push(closed);
    }
  }
  if (open.length > 0)
    throw new Error(`${open.length} "(" are never closed, the first in ${write(open[0]!)}`);
  return top;
}

/** The expression as text, cut when it is long: for messages. */
export function write(expression: Expression): string {
  const whole = typeof expression === 'string' ? expression : `(${expression.map(write).join(' ')})`;
  return whole.length <= 80 ? whole : `${whole.slice(0, 79)}…`;
}
