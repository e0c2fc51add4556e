import { describe, expect, it } from 'vitest';
import { collect, file } from '../collect.contract.js';
import { npyBytes } from '../samples.contract.js';
import { npy } from './npy.js';

const bytesOf = (array: { buffer: ArrayBufferLike }) => new Uint8Array(array.buffer);
const valuesOf = async (bytes: Uint8Array) =>
  (await collect(npy, file(bytes))).records.map(({ content }) =>
    content.kind === 'vector' ? content.values : content,
  );

describe('rows of an array', () => {
  it.each<[string, Uint8Array, number[]]>([
    ['<f8', bytesOf(Float64Array.of(0.1, -2)), [0.1, -2]],
    ['<i2', bytesOf(Int16Array.of(-3, 300)), [-3, 300]],
    ['|u1', Uint8Array.of(0, 255), [0, 255]],
    ['|b1', Uint8Array.of(0, 1), [0, 1]],
    ['>i4', Uint8Array.of(0, 0, 1, 0, 255, 255, 255, 254), [256, -2]],
    ['<i8', bytesOf(BigInt64Array.of(-5n, 7n)), [-5, 7]],
    // binary16: 1.5, and the smallest number above 0
    ['>f2', Uint8Array.of(0x3e, 0x00, 0x00, 0x01), [1.5, 2 ** -24]],
  ])('of the type %s are vectors', async (dtype, bytes, values) => {
    expect(await valuesOf(npyBytes(dtype, [1, 2], bytes))).toEqual([values]);
    expect(await valuesOf(npyBytes(dtype, [2], bytes))).toEqual(values.map((value) => [value]));
  });

  it('laid out by columns are not mixed up', async () => {
    expect(await valuesOf(npyBytes('|u1', [2, 3], Uint8Array.of(1, 4, 2, 5, 3, 6), true))).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it('of more than two sizes are flat', async () => {
    expect(await valuesOf(npyBytes('|u1', [2, 2, 2], Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)))).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
  });

  it('of texts are texts', async () => {
    const units = Uint32Array.from([...'bö\0🪁\0\0'].map((character) => character.codePointAt(0)!));
    expect(await valuesOf(npyBytes('<U3', [2], bytesOf(units)))).toEqual([
      { kind: 'text', text: 'bö' },
      { kind: 'text', text: '🪁' },
    ]);
  });

  it('with something that is no number are rejected, and the others come in', async () => {
    const { records, rejected } = await collect(
      npy,
      file(npyBytes('<f4', [2, 2], bytesOf(Float32Array.of(1, Number.NaN, 3, 4)))),
    );
    expect(rejected).toEqual([{ place: 'row 1', code: 'missing_number', reason: 'Its value 2 is NaN.' }]);
    expect(records.map(({ place }) => place)).toEqual(['row 2']);
  });
});

it.each([
  ['pickled_objects', npyBytes('|O', [1], Uint8Array.of(1))],
  ['truncated', npyBytes('<f4', [1_000_000_000, 768], Uint8Array.of(1))],
  ['truncated', npyBytes('<f4', [4], Uint8Array.of(1)).subarray(0, 60)],
  ['too_large', npyBytes('<f8', [1, 10_000_000], Uint8Array.of(1))],
  ['empty_file', npyBytes('<f4', [0, 5], Uint8Array.of())],
  ['not_this_format', npyBytes('<c16', [1], new Uint8Array(16))],
  ['truncated', Buffer.from('PK\x03\x04 and more of it')],
])('a file is refused as %s', async (code, bytes) => {
  await expect(collect(npy, file(bytes))).rejects.toMatchObject({ code });
});

it('a file that ends too early, though nobody knew its length, gives the rows that it has', async () => {
  const { size: _, ...input } = file(npyBytes('|u1', [3, 2], Uint8Array.of(1, 2, 3, 4, 5)));
  const { records, rejected } = await collect(npy, input);
  expect(records).toHaveLength(2);
  expect(rejected).toMatchObject([{ place: 'the rest of the file', code: 'truncated' }]);
});
