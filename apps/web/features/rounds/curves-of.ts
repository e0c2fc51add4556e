import type { Round } from '@querent/contracts';
import type { Series } from '@/ui/charts/layout';
import { scaleOf, titleOf } from './format-figure';

/** One figure over the rounds, as a chart shows it. */
export interface Curve {
  id: string;
  /** On its tab. */
  name: string;
  title: string;
  series: Series[];
  bounds: [number, number];
  formatValue: (value: number) => string;
}

/** What rounds have measured on the holdout, a curve for each figure of the last of them; none before the first model. */
export function curvesOf(rounds: Round[]): Curve[] {
  const last = rounds.findLast(({ figures }) => figures.length > 0);
  return (last?.figures ?? []).map((figure) => {
    const { id, title: name, unit } = figure;
    const { format: formatValue, bounds } = scaleOf[unit];
    const points = rounds.flatMap(({ labels, figures }) =>
      figures.filter((one) => one.id === id).map(({ value, low, high }) => ({ x: labels, y: value, low, high })),
    );
    return { id, name, title: titleOf(figure), series: [{ label: name, points }], bounds, formatValue };
  });
}
