import { expect, it } from 'vitest';
import { layOut, nearest } from './layout';

const bounds: [number, number] = [0, 1];
const frame = { width: 458, height: 250, bounds };

it('points lie where their values are, between the ends of both axes', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 50, y: 0.5, low: 0.25, high: 0.75 },
    { x: 100, y: 1 },
  ];
  const { lines, places } = layOut([{ points }], frame);
  expect(lines[0]?.curve).toBe('M44,210L244,110L444,10');
  expect(lines[0]?.band).toBe('M44,210L244,60L444,10L444,10L244,160L44,210Z');
  expect(places).toEqual([0, 50, 100]);
});

it('ticks are round, and an interval beyond the bounds widens them', () => {
  const { xTicks, yTicks, formatY } = layOut([{ points: [{ x: 60, y: 2, low: 1, high: 2.4 }] }], frame);
  expect(xTicks).toEqual([0, 10, 20, 30, 40, 50, 60]);
  expect(yTicks.map(formatY)).toEqual(['0.0', '0.5', '1.0', '1.5', '2.0']);
});

it('a single point, and none at all, are no division by zero', () => {
  const { x, y } = layOut([{ points: [{ x: 0, y: 1 }] }], frame);
  expect([x(0), y(1)]).toEqual([44, 10]);
  expect(layOut([], frame).lines).toEqual([]);
});

it('long numbers have the room they need', () => {
  const { left, yTicks, formatY } = layOut([{ points: [{ x: 5, y: 250_000 }] }], { ...frame, bounds: [0] });
  expect(formatY(yTicks.at(-1)!)).toBe('250,000');
  expect(left).toBe(61);
});

it('a single point shows its interval, which is no band', () => {
  const [line] = layOut([{ points: [{ x: 10, y: 0.5, low: 0.25, high: 0.75 }] }], frame).lines;
  expect(line?.whiskers).toBe('M444,160V60');
});

it('a guide widens the axes, and none of its points is a place to be read', () => {
  const own = { points: [{ x: 50, y: 0.5 }] };
  const guide = { look: 'guide' as const, points: [0, 100].map((at) => ({ x: at, y: at })) };
  const { places, x, y } = layOut([own, guide], frame);
  expect(places).toEqual([50]);
  expect([x(100), y(100)]).toEqual([444, 10]);
});

it('points without intervals have no band', () => {
  expect(layOut([{ points: [{ x: 5, y: 0.5 }] }], frame).lines[0]?.band).toBe('');
});

it('the nearest place is found, also beyond the ends', () => {
  expect([-5, 14, 16, 99].map((value) => nearest([0, 10, 20], value))).toEqual([0, 1, 2, 2]);
});
