import { isRead, type Point, type Series } from './layout';

export interface Words {
  /** What is counted along the horizontal axis. */
  xTitle: string;
  formatX: (value: number) => string;
  formatValue: (value: number) => string;
}

/** A value with its interval, where it has one. */
export function describePoint({ y, low, high }: Point, format: (value: number) => string): string {
  if (low === undefined || high === undefined) return format(y);
  return `${format(y)} [${format(low)}, ${format(high)}]`;
}

/** The point of a series at a place; the last, where it has several there. */
export const pointAt = ({ points }: Series, place: number) => points.findLast(({ x }) => x === place);

/** What all series that are read have at a place, in a line: the name of a series is said where there are several. */
export function describePlace(series: Series[], place: number, { xTitle, formatX, formatValue }: Words): string {
  const read = series.filter(isRead);
  const values = read.flatMap((one) => {
    const point = pointAt(one, place);
    if (!point) return [];
    const value = describePoint(point, formatValue);
    return read.length > 1 ? `${one.label} ${value}` : value;
  });
  return `${formatX(place)} ${xTitle}: ${values.join(', ')}`;
}
