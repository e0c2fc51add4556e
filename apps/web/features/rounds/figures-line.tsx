import { many, type Round } from '@querent/contracts';
import { timeOf } from '@/features/shell/format';
import { formatFigure, formatInterval } from './format-figure';

export interface FiguresLineProps {
  round: Round;
  /** Records of the pool that its model looked at. */
  scored: number | null;
}

/** What a round learned from and came to, in a line. */
export function FiguresLine({ round, scored }: FiguresLineProps) {
  const facts = [
    `Made ${timeOf(round.createdAt)}`,
    ...(round.labels > 0 ? [`learned from ${many(round.labels, 'label')}`] : []),
    ...(scored === null ? [] : [`${many(scored, 'record')} scored`]),
    ...round.figures.map((figure) => `${figure.title} ${formatFigure(figure)} ${formatInterval(figure)}`),
    ...(round.modelVersion ? [`model ${round.modelVersion}`] : []),
  ];
  return <p className="hint digits">{facts.join(' · ')}</p>;
}
