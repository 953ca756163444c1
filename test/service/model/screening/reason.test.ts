import { describe, expect, it } from 'vitest';
import { enough, shorten, type Reason } from '../../../../src/service/model/screening/reason.ts';

const reason = (code: Reason['code'], message: string): Reason => ({ code, message });
const many = [
  ...Array.from({ length: 5 }, (_, i) => reason('control_flow', `${i}`)),
  reason('random_operator', '5'),
  ...Array.from({ length: 3 }, (_, i) => reason('control_flow', `${i + 6}`)),
  reason('training_mode', '9'),
];

describe('shorten', () => {
  it('leaves a short list as it is', () => {
    expect(shorten(many, 10)).toBe(many);
  });

  it('keeps the order, and one of every kind before a second of any', () => {
    expect(shorten(many, 4).map(({ message }) => message)).toEqual(['0', '1', '5', '9', 'and 6 more']);
  });
});

it('enough stops after a thousand, also of what never ends', () => {
  const endless = (function* () {
    for (;;) yield 1;
  })();
  expect([...enough(endless)]).toHaveLength(1000);
  expect([...enough([1, 2])]).toEqual([1, 2]);
});
