import { describe, expect, it } from 'vitest';
import { ZipSource } from './zip-source';

const files = [
  { path: 'ants/1.jpg', file: new File(['a'.repeat(3_000)], '1.jpg', { lastModified: 5 }) },
  { path: 'bees/ü.jpg', file: new File(['b'.repeat(1_234)], 'ü.jpg', { lastModified: 6 }) },
];
const bytesOf = async (blob: Blob) => [...new Uint8Array(await blob.arrayBuffer())];
const cut = async (source: ZipSource, from: number, until: number) => bytesOf((await source.slice(from, until)).value);
const whole = async () => cut(new ZipSource(files), 0, Number.MAX_SAFE_INTEGER);

describe('a ZIP in pieces', () => {
  it('begins as one, is as long as was foretold, and the same on another day', async () => {
    const bytes = await whole();
    expect(bytes).toHaveLength(new ZipSource(files).size);
    expect(bytes.slice(0, 4)).toEqual([0x50, 0x4b, 3, 4]);
    const later = files.map(({ path, file }) => ({ path, file: new File([file], file.name, { lastModified: 99 }) }));
    expect(await cut(new ZipSource(later), 0, Number.MAX_SAFE_INTEGER)).toEqual(bytes);
  });

  it('gives the same bytes piece by piece, a piece again, and from the middle after a reload', async () => {
    const bytes = await whole();
    const source = new ZipSource(files);
    for (let from = 0; from < source.size; from += 1_000) {
      expect(await cut(source, from, from + 1_000)).toEqual(bytes.slice(from, from + 1_000));
      expect(await cut(source, from, from + 1_000)).toEqual(bytes.slice(from, from + 1_000));
    }
    expect(await cut(source, 500, 700)).toEqual(bytes.slice(500, 700));
    expect(await cut(new ZipSource(files), 2_345, 3_456)).toEqual(bytes.slice(2_345, 3_456));
  });

  it('says where it ends', async () => {
    const source = new ZipSource(files);
    expect((await source.slice(0, 1_000)).done).toBe(false);
    expect((await source.slice(1_000, source.size)).done).toBe(true);
  });
});
