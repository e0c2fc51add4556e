import { scaleLinear } from 'd3-scale';
import { curveLinearClosed, line as lineOf } from 'd3-shape';
import type { Layout } from '../apps/web/ui/charts/layout.ts';

/** In pixels, from the left and from above. */
export type Point = readonly [x: number, y: number];
/** What is drawn, part by part, to any depth. */
export type Parts = readonly (string | Parts)[];

/** Mid-tones that can be read on white and on black, so that a picture needs no background of its own. */
export const COLOURS = { score: '#3b82f6', chosen: '#e0661f', text: '#737c86', line: '#8b949e' };

/** A picture of its own file, with a title for readers of screens. */
export const picture = (width: number, height: number, title: string, parts: Parts) =>
  `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      ...{ viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': title },
      'font-family': "system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif",
      ...{ 'font-size': 11, fill: COLOURS.text },
    },
    ['', ...parts, ''],
  )}\n`;

/** Under SVG's own names; what is undefined is left out, and numbers have two digits. */
type Attributes = Record<string, string | number | undefined>;

export function element(name: string, attributes: Attributes, content: Parts = []) {
  const given = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return ` ${key}="${typeof value === 'number' ? Math.round(100 * value) / 100 : escapeText(value)}"`;
  });
  const open = `<${name}${given.join('')}`;
  return content.length === 0 ? `${open}/>` : `${open}>${flat(content).join('\n')}</${name}>`;
}

const flat = (parts: Parts): string[] => parts.flatMap((part) => (typeof part === 'string' ? part : flat(part)));

interface TextLooks {
  anchor?: 'middle' | 'end';
  /** To be read upwards. */
  up?: boolean;
  /** For what counts. */
  bold?: boolean;
  fill?: string;
}

export function text(x: number, y: number, content: string, { anchor, up, bold, fill }: TextLooks = {}) {
  const place = up ? { transform: `translate(${x} ${y}) rotate(-90)` } : { x, y };
  return element('text', { ...place, 'text-anchor': anchor, 'font-weight': bold ? 600 : undefined, fill }, [
    escapeText(content),
  ]);
}

interface LineLooks {
  stroke?: string;
  width?: number;
  dash?: string;
  opacity?: number;
}

const stroked = ({ stroke = COLOURS.line, width = 1, dash, opacity }: LineLooks = {}) => ({
  ...{ stroke, 'stroke-width': width, 'stroke-dasharray': dash, 'stroke-opacity': opacity },
});

export const stroke = (d: string, looks?: LineLooks) =>
  element('path', { d, fill: 'none', ...stroked(looks), 'stroke-linejoin': 'round' });

export const area = (d: string, { fill = COLOURS.score, opacity = 0.3 } = {}) =>
  element('path', { d, fill, 'fill-opacity': opacity });

export const line = ([x1, y1]: Point, [x2, y2]: Point, looks?: LineLooks) =>
  element('line', { x1, y1, x2, y2, ...stroked(looks) });

const closed = lineOf<Point>().curve(curveLinearClosed).digits(1);

/** The path around a shape. */
export const around = (points: Point[]) => closed(points) ?? '';

/** Two digits, for people. */
export const shown = scaleLinear().tickFormat(1, '.2~r');

interface FrameLooks {
  title?: string;
  xName?: string;
  yName?: string;
}

/** Both axes of a chart with their ticks; without a name the horizontal one has none. */
export function frame(layout: Layout, { title, xName, yName }: FrameLooks): Parts {
  const { x, y, left, right, top, bottom, xTicks, yTicks, formatY } = layout;
  const formatX = x.tickFormat(xTicks.length);
  return [
    ...(title ? [text(left, top - 10, title, { bold: true })] : []),
    ...yTicks.map((tick) => [
      line([left, y(tick)], [right, y(tick)], { opacity: 0.25 }),
      text(left - 6, y(tick) + 4, formatY(tick), { anchor: 'end' }),
    ]),
    stroke(`M${left},${top}V${bottom}H${right}`),
    ...(xName
      ? [
          ...xTicks.map((tick) => text(x(tick), bottom + 14, formatX(tick), { anchor: 'middle' })),
          text(right, bottom + 28, xName, { anchor: 'end' }),
        ]
      : []),
    ...(yName ? [text(12, (top + bottom) / 2, yName, { anchor: 'middle', up: true })] : []),
  ];
}

/** The ends of an axis with some room around its values; what hardly moves is drawn so. */
export function spaced(values: readonly number[]): [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const reach = 0.56 * Math.max(most - least, 0.3 * Math.abs(most));
  const middle = (least + most) / 2;
  return [middle - reach, middle + reach];
}

const escapeText = (content: string) => content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
