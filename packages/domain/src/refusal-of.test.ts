import { CoreError } from '@querent/core/errors';
import { StorageError } from '@querent/storage';
import { describe, expect, it } from 'vitest';
import { DomainError } from './errors.js';
import { refusalOf } from './refusal-of.js';

describe('a refusal of the layers below', () => {
  it.each([
    ['invalid_content', 'record_corrupt'],
    ['shape_mismatch', 'method_unsuitable'],
    ['invalid_options', 'invalid_input'],
    ['shard_corrupt', 'object_corrupt'],
    ['training_diverged', 'training_failed'],
    ['backend_unavailable', 'unavailable'],
  ] as const)('%s is the product’s %s, in the same words', (code, own) => {
    const refusal = new CoreError(code, 'Do something about it.');
    expect(refusalOf(refusal)).toMatchObject({ code: own, detail: 'Do something about it.', cause: refusal });
  });

  it.each(['object_not_found', 'storage_failed', 'disk_full'] as const)(
    '%s of the store keeps its name and its words',
    (code) => {
      const refusal = new StorageError(code, 'Do something about it.', { cause: new Error('of the system') });
      expect(refusalOf(refusal)).toBeInstanceOf(DomainError);
      expect(refusalOf(refusal)).toMatchObject({ code, detail: 'Do something about it.', cause: refusal });
    },
  );

  it.each([
    ['53100', 'disk_full'],
    ['57P03', 'unavailable'],
    ['40P01', 'unavailable'],
  ])('and %s of the database, however wrapped, is the product’s %s', (originalCode, own) => {
    const driverAdapterError = Object.assign(new Error('of the driver'), { cause: { originalCode } });
    const error = Object.assign(new Error('Raw query failed.'), { code: 'P2010', meta: { driverAdapterError } });
    expect(refusalOf(error)).toMatchObject({ code: own, cause: error });
  });

  it('is told from errors that nobody has words for, which stay what they are', () => {
    const error = new Error('unexpected');
    expect(refusalOf(error)).toBe(error);
    const known = new DomainError('disk_full', 'Full.');
    expect(refusalOf(known)).toBe(known);
  });
});
