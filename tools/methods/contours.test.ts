import { expect, it } from 'vitest';
import { contours, simplexMesh, squareMesh } from './contours.ts';

const regions = (svg: string) => [...svg.matchAll(/<path d="([^"]*)"[^>]*fill-opacity="0.1[27]"/g)].map(([, d]) => d);

it('a plane is cut at eight heights, and the regions above reach to the border', () => {
  const mesh = squareMesh(0, 0, 160);
  const values = Float64Array.from(mesh.places, ([x]) => x);
  const cut = regions(contours(mesh, values, 1).flat(9).join(''));
  const lefts = cut.map((d) => Math.min(...[...d!.matchAll(/([\d.]+),/g)].map(([, x]) => Number(x))));
  expect(lefts).toEqual([10, 30, 50, 70, 90, 110, 130, 150]);
  expect(cut.every((d) => d!.includes('160,160') && d!.includes('160,0'))).toBe(true);
  expect(cut[0]!.split('L').length).toBe(5); // its corners, and where its ring begins
});

it('what is nowhere above a height has no region', () => {
  const mesh = squareMesh(0, 0, 160);
  expect(regions(contours(mesh, new Float64Array(mesh.places.length), Infinity).flat(9).join(''))).toEqual([]);
});

it('places of a triangle are probabilities that lie where the triangle has them, and beside it those of its border', () => {
  const { places, columns, at, box } = simplexMesh(0, 0, 160, 8);
  expect(places.every((place) => Math.abs(place.reduce((a, b) => a + b) - 1) < 1e-12 && Math.min(...place) >= 0)).toBe(
    true,
  );
  const [x, y] = at(places[4 * columns + 3]!);
  expect([x, y]).toEqual([60, box[1][1] / 2]);
  expect(places[4 * columns]).toEqual([0.6, 0, 0.4]);
});
