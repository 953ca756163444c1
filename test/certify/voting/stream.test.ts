import { expect, it } from 'vitest';
import { streamObstacles } from '../../../src/certify/voting/stream.ts';

it('refuses more noise than a key gives, naming the field and the most', () => {
  const most = 2 ** 52 / 2 ** 30;
  expect(streamObstacles('max_n', most, 2 ** 30)).toEqual([]);
  const [obstacle] = streamObstacles('max_n', most + 1, 2 ** 30);
  expect(obstacle).toMatchObject({ code: 'max_n_too_large', pointer: '/max_n' });
  expect(obstacle!.message).toContain(`up to ${most}`);
  expect(streamObstacles('n', most + 1, 2 ** 30)[0]).toMatchObject({ code: 'n_too_large', pointer: '/n' });
});
