import { type RecordContent, RecordKind } from '@querent/contracts';
import { expect, it } from 'vitest';
import { mostZoom, zoomWayOf } from './image/zoom-keys';
import { recordViewOf } from './registry';
import { safeLink } from './vector/safe-link';

const vector = { kind: 'vector', count: 3, numbers: [1, 2, 3], text: null, link: null, imageUrl: null } as const;

const contents: RecordContent[] = [
  { kind: 'image', url: '/a', width: 1, height: 1 },
  { ...vector, numbers: [1], imageUrl: '/b' },
  { ...vector, numbers: [1] },
  { kind: 'text', text: 'x' },
  { kind: 'row', cells: [] },
];

it('every kind of record has a view with its keys', () => {
  for (const content of contents) expect(recordViewOf(content).legend(content).length).toBeGreaterThan(0);
  expect(new Set(contents.map(({ kind }) => kind))).toEqual(new Set(RecordKind.options));
});

it('what has a picture is fetched ahead and stands in lists as a tile, and nothing else', () => {
  expect(contents.map((content) => recordViewOf(content).picturesOf(content))).toEqual([['/a'], ['/b'], [], [], []]);
  expect(contents.map((content) => recordViewOf(content).isTile(content))).toEqual([true, true, false, false, false]);
});

it('links lead to pages of the web and run nothing', () => {
  expect(safeLink('https://example.org/a/b?c=d')).toEqual({
    href: 'https://example.org/a/b?c=d',
    title: 'example.org/a/b',
  });
  expect(safeLink('http://example.org')?.title).toBe('example.org');
  for (const link of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//example.org', 'no link', ''])
    expect(safeLink(link)).toBeNull();
});

it('a picture is brought nearer until its points are plain, however large it is', () => {
  expect(mostZoom(10)).toBe(8);
  expect(mostZoom(0.05)).toBe(80);
  expect(['+', '=', '-', '_', '0', '*', '1'].map(zoomWayOf)).toEqual(['in', 'in', 'out', 'out', 'fit', 'fit', null]);
});
