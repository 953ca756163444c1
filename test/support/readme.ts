import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const README = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

/** The first block of the README in a language that matches. */
export function blockOfReadme(language: string, words: string): string {
  const blocks = [...README.matchAll(/```([a-z]+)\n([\s\S]*?)```/g)];
  const found = blocks.find(([, name, text]) => name === language && new RegExp(words).test(text!));
  if (!found) throw new Error(`the README has no block of ${language} with ${words}`);
  return found[2]!;
}
