import type { Figure } from '@querent/contracts';
import { formatShare, formatValue } from '@/features/shell/format';

interface Scale {
  format: (value: number) => string;
  /** Where the axis of its curve ends at least. */
  bounds: [number, number];
}

export const scaleOf: Record<Figure['unit'], Scale> = {
  share: { format: formatShare, bounds: [0, 1] },
  nats: { format: formatShare, bounds: [0, 1] },
  target: { format: formatValue, bounds: [0, 0] },
  number: { format: formatValue, bounds: [0, 0] },
};

export const formatFigure = ({ unit, value }: Figure): string => scaleOf[unit].format(value);
export const formatInterval = ({ unit, low, high }: Figure): string =>
  `[${scaleOf[unit].format(low)}, ${scaleOf[unit].format(high)}]`;

const BETTER = { higher: 'higher is better', lower: 'lower is better', nominal: 'best at its name' };
export const titleOf = ({ title, better }: Pick<Figure, 'title' | 'better'>): string => `${title}, ${BETTER[better]}`;
