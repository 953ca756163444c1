import { attribute } from '../graph.ts';
import { movement } from './kinds/movement.ts';
import { fromFront, numbersAt } from './kinds/places.ts';
import { acrossRows } from './kinds/rows.ts';
import type { Site } from './site.ts';

/**
 * Elements put around a value (`constant`, or its own: `reflect`, `edge`, `wrap`), or taken off where a pad is negative.
 * Only zeros keep a ball; an infinite constant makes infinite ends.
 */
export const pad = movement('Pad', {
  keepsNorm: (site) => isConstant(site) && value(site) === 0,
  fillsZero: (site) => !isConstant(site) || value(site) === 0,
  gap: (site) => acrossRows(padsRows(site), site.inputs[0]!, 'pads'),
});

const value = (site: Site): number => numbersAt(site, 2)?.[0] ?? 0;

const isConstant = ({ node }: Site): boolean =>
  (attribute(node, 'mode', 'string') ?? 'constant') === 'constant';

function padsRows(site: Site): boolean {
  const rank = site.inputs[0]!.dims.length;
  const pads = numbersAt(site, 1) ?? [];
  const axes = numbersAt(site, 3) ?? Array.from({ length: rank }, (_, axis) => axis);
  const place = axes.findIndex((axis) => fromFront(axis, rank) === 0);
  return place >= 0 && (pads[place] !== 0 || pads[place + axes.length] !== 0);
}
