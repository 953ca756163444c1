import { describe, expect, it } from 'vitest';
import { STYLE } from '../../../../src/adapters/http/console/style.ts';

type Palette = ReadonlyMap<string, string>;

/** The colours of the first rule, and of the one for the dark. */
const PALETTES: readonly Palette[] = [...STYLE.matchAll(/:root\{([^}]*)\}/g)].map(
  ([, rule]) =>
    new Map([...rule!.matchAll(/--([a-z-]+):(#[0-9a-f]{3,6})/g)].map(([, name, colour]) => [name!, colour!])),
);

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const digits =
    colour.length === 4 ? [...colour.slice(1)].map((one) => one + one) : colour.slice(1).match(/../g)!;
  const [red, green, blue] = digits
    .map((pair) => parseInt(pair, 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(palette: Palette, text: string, ground: string): number {
  const [light, dark] = [palette.get(text)!, palette.get(ground)!].map(luminance).sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

/** Every text colour on every ground that it stands on. */
const TEXTS = [
  ...['ink', 'muted', 'accent', 'wrong'].flatMap((text) =>
    ['paper', 'soft'].map((ground) => [text, ground] as const),
  ),
  ['accent', 'good-soft'],
  ['wrong', 'wrong-soft'],
  ['ink', 'wrong-soft'],
  ['on-accent', 'accent'],
] as const;

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the colours, %s', (_, which) => {
  it.each(TEXTS)('%s can be read on %s', (text, ground) => {
    expect(contrast(PALETTES[which]!, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['edge', 'band', 'accent'])('%s can be told from the ground', (line) => {
    expect(contrast(PALETTES[which]!, line, 'paper')).toBeGreaterThanOrEqual(3);
  });
});

it('is both, and takes nothing from elsewhere', () => {
  expect(PALETTES).toHaveLength(2);
  expect([...PALETTES[1]!.keys()]).toEqual([...PALETTES[0]!.keys()]);
  expect(STYLE).not.toMatch(/url\(|@import|expression/);
});
