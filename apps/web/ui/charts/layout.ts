import { type ScaleContinuousNumeric, scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';

export interface Point {
  x: number;
  y: number;
  /** The ends of an interval, where there is one. */
  low?: number;
  high?: number;
}

export interface Series {
  label: string;
  /** A line with its band by default; `points` stand for themselves, each with its interval; a `guide` is there to compare with, and is not read. */
  look?: 'line' | 'points' | 'guide';
  points: Point[];
}

/** Whether its numbers are read, in a line and in a table. */
export const isRead = ({ look }: Pick<Series, 'look'>) => look !== 'guide';

interface Frame {
  width: number;
  height: number;
  /** What the vertical axis shows at least. */
  bounds: readonly number[];
  /** What the horizontal axis shows at least. */
  xBounds?: readonly number[];
  /** For titles and the names of the ticks. */
  room?: typeof ROOM;
  /** Of the vertical axis. */
  scale?: ScaleContinuousNumeric<number, number>;
  /** About how many ticks the vertical axis has. */
  rows?: number;
}

const ROOM = { left: 44, right: 14, top: 10, bottom: 40 };
const [PX_A_COLUMN, PX_A_ROW] = [80, 44];
/** Of a digit, and between the number of a tick and its line: rather too much. */
const [PX_A_DIGIT, PX_OF_GAP] = [7, 12];
const NO_POINTS: Point[] = [];

/** Where everything of a chart of lines lies, in pixels: a plain function, for pages and for pictures of the docs. */
export function layOut(
  series: readonly Pick<Series, 'look' | 'points'>[],
  { width, height, bounds, xBounds = [0, 10], room = ROOM, scale = scaleLinear(), rows }: Frame,
) {
  const points = series.flatMap((one) => one.points);
  const ends = points.flatMap(({ y, low = y, high = y }) => [low, high]);
  const across = points.map((point) => point.x);
  const places = series.filter(isRead).flatMap((one) => one.points.map((point) => point.x));
  const [right, top, bottom] = [width - room.right, room.top, height - room.bottom];
  const y = scale
    .copy()
    .domain([Math.min(...bounds, ...ends), Math.max(...bounds, ...ends)])
    .range([bottom, top]);
  const count = rows ?? Math.max(2, (bottom - top) / PX_A_ROW);
  const [yTicks, formatY] = [y.ticks(count), y.tickFormat(count)];
  const longest = Math.max(0, ...yTicks.map((tick) => formatY(tick).length));
  const left = Math.max(room.left, longest * PX_A_DIGIT + PX_OF_GAP);
  const x = scaleLinear([Math.min(...xBounds, ...across), Math.max(...xBounds, ...across)], [left, right]);
  const curve = line<Point>(
    (point) => x(point.x),
    (point) => y(point.y),
  ).digits(1);
  const band = area<Point>()
    .x((point) => x(point.x))
    .y0((point) => y(point.low ?? point.y))
    .y1((point) => y(point.high ?? point.y))
    .digits(1);
  const whisker = ({ x: at, y: value, low = value, high = value }: Point) => `M${x(at)},${y(low)}V${y(high)}`;
  return {
    ...{ x, y, width, left, right, top, bottom },
    xTicks: x.ticks(Math.max(2, (right - left) / PX_A_COLUMN)),
    yTicks,
    /** As many digits as tell the ticks apart. */
    formatY,
    lines: series.map(({ points }) => ({
      curve: curve(points) ?? '',
      band: band(points.some(({ low }) => low !== undefined) ? points : NO_POINTS) ?? '',
      /** The interval of each point, for those that make no band. */
      whiskers: points.map(whisker).join(''),
      /** Lines of no length: with round ends they are dots. */
      dots: points.map((point) => `M${x(point.x)},${y(point.y)}h0`).join(''),
    })),
    /** Every place on the horizontal axis that has a point to be read, from the left. */
    places: [...new Set(places)].sort((a, b) => a - b),
  };
}

export type Layout = ReturnType<typeof layOut>;

/** Which place lies nearest to a value. */
export const nearest = (places: number[], value: number) =>
  places.reduce((best, place, at) => (Math.abs(place - value) < Math.abs((places[best] ?? 0) - value) ? at : best), 0);
