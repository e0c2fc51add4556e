import { describe, expect, it } from 'vitest';
import { readNumberArray } from './number-array.js';

/** As numpy.save writes it. */
function npy(descr: string, shape: string, body: ArrayBufferView, order = 'False'): Uint8Array {
  const text = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`;
  const header = `${text.padEnd(117)}\n`;
  const head = Buffer.from(`\x93NUMPY\x01\x00${String.fromCharCode(header.length)}\x00${header}`, 'latin1');
  return Buffer.concat([head, new Uint8Array(body.buffer, body.byteOffset, body.byteLength)]);
}

describe('an array of numpy in memory', () => {
  it('has its shape and its numbers, row by row', () => {
    const values = Float32Array.of(1, 2, 3, 4, 5, 6);
    expect(readNumberArray(npy('<f4', '(1, 3, 2)', values))).toEqual({
      ...{ shape: [1, 3, 2], values: Float64Array.of(1, 2, 3, 4, 5, 6) },
    });
    expect(readNumberArray(npy('<f8', '(2,)', Float64Array.of(0.1, Number.NaN))).values[1]).toBeNaN();
  });

  it.each([
    [
      'cut off',
      npy('<f4', '(2, 2)', Float32Array.of(1, 2, 3)),
      'cut off, or its header is wrong: an array of 2 × 2 needs 16 bytes',
    ],
    ['laid out by columns', npy('<f4', '(2, 2)', Float32Array.of(1, 2, 3, 4), 'True'), 'numpy.ascontiguousarray'],
    ['made of texts', npy('<U1', '(1,)', Uint32Array.of(97)), 'holds texts'],
    ['made of objects', npy('|O', '(1,)', Uint8Array.of(1)), 'Python objects'],
    ['no array', new TextEncoder().encode('[1, 2, 3, 4, 5]'), 'no array of numpy'],
  ])('is refused where it is %s', (_, bytes, words) => {
    expect(() => readNumberArray(bytes)).toThrow(words);
  });
});
