const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A size as people say it: three digits at most, in the largest unit of which there is one at least. */
export function sizeInWords(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 999.5 && unit < UNITS.length - 1) [size, unit] = [size / 1_000, unit + 1];
  return `${Number(size.toPrecision(3)).toLocaleString('en')} ${size === 1 && unit === 0 ? 'byte' : UNITS[unit]}`;
}
