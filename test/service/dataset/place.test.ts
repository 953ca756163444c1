import { expect, it } from 'vitest';
import { pointerOf } from '../../../src/service/dataset/place.ts';

it('points to the part, or to the entry of a list', () => {
  expect(pointerOf({ pointer: '/file' }, 3)).toBe('/file');
  expect(pointerOf({ pointer: '/file/inputs', field: 'label' }, 3)).toBe('/file/inputs/3/label');
});
