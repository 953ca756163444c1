/** A field, quoted (a quote inside is doubled) or bare, and what ends it. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/** Rows of fields (RFC 4180). Throws for a quote where none may be. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let place = 0; place < text.length; place = FIELD.lastIndex) {
    FIELD.lastIndex = place;
    const field = FIELD.exec(text);
    if (!field) throw new Error(`row ${rows.length + 1} has a quote that does not belong there`);
    row.push(field[1]?.replaceAll('""', '"') ?? field[2]!);
    if (field[3] === ',' && FIELD.lastIndex < text.length) continue;
    if (field[3] === ',') row.push('');
    rows.push(row);
    row = [];
  }
  return rows;
}
