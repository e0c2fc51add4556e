import type { Figure } from '@querent/contracts';
import { formatShare } from '@/features/shell/format';

interface Scale {
  format: (value: number) => string;
  /** Where the axis of its curve ends at least. */
  bounds: [number, number];
}

/** As many for a value and its interval. */
const four = new Intl.NumberFormat('en', { minimumSignificantDigits: 4, maximumSignificantDigits: 4 });

export const scaleOf: Record<Figure['unit'], Scale> = {
  share: { format: formatShare, bounds: [0, 1] },
  nats: { format: formatShare, bounds: [0, 1] },
  target: { format: four.format, bounds: [0, 0] },
  number: { format: four.format, bounds: [0, 0] },
};

export const formatFigure = ({ unit, value }: Figure): string => scaleOf[unit].format(value);
export const formatInterval = ({ unit, low, high }: Figure): string =>
  `[${scaleOf[unit].format(low)}, ${scaleOf[unit].format(high)}]`;

const BETTER = { higher: 'higher is better', lower: 'lower is better' };

/** What a title names as a share is best there: a coverage of 95 % at 95 %. */
export const titleOf = ({ title, better }: Pick<Figure, 'title' | 'better'>): string =>
  better === 'nominal' ? `${title}, best at ${/\d+ %/.exec(title)?.[0] ?? 'its name'}` : `${title}, ${BETTER[better]}`;
