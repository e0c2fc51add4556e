import { CoreError } from '../errors.js';
import { sizeOf } from '../tensors/state.js';
import type { Encoder, Picture } from './encoder.js';

/**
 * The pixels themselves, 0 … 255; the network brings them to 0 … 1. Alpha is dropped. A pool whose first picture is grey
 * takes colours by their luminance, 0.299 R + 0.587 G + 0.114 B; one whose first is coloured repeats grey three times.
 *
 * @returns uint8 [N, height, width, 1 or 3]
 * @source ITU-R BT.601 for the luminance
 */
export const pixels: Encoder = {
  id: 'pixels',
  title: 'Pixels',
  description: 'The pixels as they are: for small pictures that all have the same size.',
  source: 'ITU-R BT.601',
  reads: 'image',
  encode(records, like) {
    const shape = like ?? shapeOf(records[0]);
    const [height, width, channels] = shape as [number, number, number];
    const size = sizeOf(shape);
    const data = new Uint8Array(records.length * size);
    records.forEach((picture, n) => {
      check(picture, n);
      if (picture.height !== height || picture.width !== width) {
        throw new CoreError(
          'shape_mismatch',
          `Picture ${n} has ${picture.width} × ${picture.height} pixels, the others ${width} × ${height}. Bring them to one size.`,
        );
      }
      const row = data.subarray(n * size, (n + 1) * size);
      if (channels === 1) writeGrey(picture, row);
      else writeColours(picture, row);
    });
    return { dtype: 'uint8', shape, count: records.length, data };
  },
};

function shapeOf(first: Picture | undefined): number[] {
  if (!first) throw new CoreError('shape_mismatch', 'There is no picture to take the size from.');
  return [first.height, first.width, first.channels < 3 ? 1 : 3];
}

function check({ width, height, channels, pixels: values }: Picture, n: number): void {
  if (![1, 2, 3, 4].includes(channels) || width < 1 || height < 1 || values.length !== width * height * channels) {
    throw new CoreError(
      'shape_mismatch',
      `Picture ${n} claims ${width} × ${height} pixels of ${channels} channels and has ${values.length} values.`,
    );
  }
}

function writeGrey({ channels, pixels: values }: Picture, row: Uint8Array): void {
  for (let at = 0; at < row.length; at++) {
    const from = at * channels;
    row[at] =
      channels < 3
        ? values[from]!
        : Math.round(0.299 * values[from]! + 0.587 * values[from + 1]! + 0.114 * values[from + 2]!);
  }
}

function writeColours({ channels, pixels: values }: Picture, row: Uint8Array): void {
  for (let at = 0; at < row.length; at++) {
    const from = Math.floor(at / 3) * channels;
    row[at] = channels < 3 ? values[from]! : values[from + (at % 3)]!;
  }
}
