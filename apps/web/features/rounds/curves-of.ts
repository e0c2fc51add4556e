import type { Round } from '@querent/contracts';
import { formatShare } from '@/features/shell/format';
import type { Series } from '@/ui/charts/layout';

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

const FIGURES = [
  { id: 'accuracy', name: 'Accuracy', title: 'Holdout accuracy' },
  { id: 'nll', name: 'NLL', title: 'Negative log-likelihood in nats, lower is better' },
] as const;

/** What rounds have measured on the holdout, a curve a figure; none before the first model. */
export function curvesOf(rounds: Round[]): Curve[] {
  const measured = rounds.flatMap(({ labels, metrics }) => (metrics ? [{ labels, metrics }] : []));
  if (measured.length === 0) return [];
  return FIGURES.map(({ id, name, title }) => ({
    ...{ id, name, title, bounds: [0, 1], formatValue: formatShare },
    series: [
      {
        label: name,
        points: measured.map(({ labels, metrics }) => {
          const { value, low, high } = metrics[id];
          return { x: labels, y: value, low, high };
        }),
      },
    ],
  }));
}
