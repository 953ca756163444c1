/** "1 sample", "2 samples". */
export const count = (many: number, noun: string): string => `${many} ${noun}${many === 1 ? '' : 's'}`;

/** "a", "a and b", "a, b and c". */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
