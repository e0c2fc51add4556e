import { line, scale, shown, text } from './svg.ts';

export const [WIDTH, HEIGHT] = [440, 180] as const;
export const FRAME = { left: 44, right: WIDTH - 10, top: 22, bottom: 144 };

/** A frame with the ends of both axes; what hardly moves is drawn so. */
export function axes(range: readonly [number, number], values: readonly number[], title: string, xName: string) {
  const { left, right, top, bottom } = FRAME;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(most - least, 0.3 * Math.abs(most));
  const middle = (least + most) / 2;
  const x = scale(range, [left, right]);
  const y = scale([middle - 0.56 * span, middle + 0.56 * span], [bottom, top]);
  const isFlat = most - least < 0.2 * span;
  const lowest = Math.abs(least) < 0.01 * most ? 0 : least;
  const frame = [
    text(left, 12, title, { bold: true }),
    line([
      [left, top],
      [left, bottom],
      [right, bottom],
    ]),
    ...(isFlat ? [middle] : [lowest, most]).map((value) =>
      text(left - 5, y(value) + 4, shown(value), { anchor: 'end' }),
    ),
  ];
  const names = [
    text(left, bottom + 14, `${range[0]}`),
    text((left + right) / 2, bottom + 14, xName, { anchor: 'middle' }),
    text(right, bottom + 14, `${range[1]}`, { anchor: 'end' }),
  ];
  return { x, y, frame: xName ? [...frame, ...names] : frame };
}
