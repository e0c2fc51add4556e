import { type Digit, pictureOf, readDigits, SIDE } from './digits.js';
import type { Sample } from './sample.js';

const RECORDS = 3_000;
/** Pixels in a square of which one number is made. */
const STEP = 4;

/** The mean darkness of each square of 4 × 4 pixels: 49 numbers in [0, 1], in thousandths. */
function vectorOf({ pixels }: Digit): number[] {
  const side = SIDE / STEP;
  const sums = new Float64Array(side * side);
  pixels.forEach((value, at) => {
    const [row, column] = [Math.floor(at / SIDE), at % SIDE];
    sums[Math.floor(row / STEP) * side + Math.floor(column / STEP)]! += value;
  });
  return Array.from(sums, (sum) => Math.round((sum / (STEP * STEP * 255)) * 1_000) / 1_000);
}

/** Some of the digits as vectors that were made elsewhere, with something beside them that people can look at. */
export const digitVectors: Sample = {
  async records() {
    return (await readDigits()).slice(0, RECORDS).map((digit, place) => {
      const image = pictureOf(digit, place);
      return {
        name: image.name.replace('.png', ''),
        label: String(digit.label),
        content: { kind: 'vector', values: vectorOf(digit), image },
      };
    });
  },
};
