import { expect, it } from 'vitest';
import { formatScore } from './format';

it('scores have three decimals, and as many digits as they need where three say nothing or too much', () => {
  expect([0, 0.6934, 0.0000123, 999.9994, 1_642_281_600].map(formatScore)).toEqual([
    '0.000',
    '0.693',
    '0.0000123',
    '999.999',
    '1,642,000,000',
  ]);
});
