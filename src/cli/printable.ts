/** Control, formatting and unassigned characters, and halves of surrogate pairs: nothing that a terminal may obey. */
const UNPRINTABLE = /[^\P{C}\n]/gu;

/** Text that came from elsewhere, fit to be shown: what could move a cursor or turn a line around is spelled out. */
export const printable = (text: string): string => text.replaceAll(UNPRINTABLE, spelled);

/** The same on one line. */
export const oneLine = (text: string): string => printable(text.replaceAll('\n', ' '));

/** JSON on one line, in ASCII where a terminal might obey a character: valid JSON all the same. */
export const printableJson = (value: unknown): string => printable(JSON.stringify(value));

/** As JSON spells them, so that JSON stays JSON. */
const spelled = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');
