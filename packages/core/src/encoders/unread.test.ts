import { describe, expect, it } from 'vitest';
import { encoders, summarizeUnread } from './index.js';

describe('what an encoder cannot read of a pool', () => {
  it('is the mean of the shares and the records of which it reads less than half, with advice', () => {
    const { share, records, advice } = summarizeUnread(encoders.get('sentence'), [1, 0.75, 0.25, 0]);
    expect([share, records]).toEqual([0.5, 2]);
    expect(advice).toMatch(
      /^"English sentences" cannot read 50 % of this pool; of 2 of 4 records .* choose "Hashed n-grams"/,
    );
  });

  it('is passed over in words below one in a hundred, and by encoders that read everything', () => {
    const few = Float64Array.from({ length: 200 }, (_, n) => (n === 0 ? 1 : 0));
    expect(summarizeUnread(encoders.get('sentence'), few)).toEqual({ share: 0.005, records: 1, advice: null });
    expect(summarizeUnread(encoders.get('pixels'), [0, 0])).toEqual({ share: 0, records: 0, advice: null });
    expect(summarizeUnread(encoders.get('sentence'), [])).toEqual({ share: 0, records: 0, advice: null });
  });
});
