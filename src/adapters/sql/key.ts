/**
 * A key as a client wrote it, fit to be looked up: PostgreSQL refuses the character NUL with an error; replaced, it finds
 * nothing, for no key has it.
 */
export const key = (text: string): string => text.replaceAll('\0', '\u{fffd}');
