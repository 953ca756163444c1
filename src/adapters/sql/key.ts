/**
 * A key as a client wrote it, fit to be looked up. PostgreSQL refuses the character NUL, and libsql cuts the text off
 * there, which would find the record of another key; replaced, it finds nothing.
 */
export const key = (text: string): string => text.replaceAll('\0', '\u{fffd}');
