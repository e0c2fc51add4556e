import { many, type Round } from '@querent/contracts';

const isAtWork = (state: Round['state']) => ['queued', 'training', 'scoring'].includes(state);

/** A round in a line: "round 3, open, 120 labels, accuracy 0.91". */
export function roundLine({ number, state, labels, figures, progress, error }: Round): string {
  const [figure] = figures;
  const parts = [
    number === 0 ? 'cold start' : `round ${number}`,
    state,
    number > 0 && many(labels, 'label'),
    isAtWork(state) && progress && `${progress.stage} ${Math.round(progress.share * 100)} %`,
    figure && `${figure.title} ${figure.value.toFixed(3)} (${figure.low.toFixed(3)} to ${figure.high.toFixed(3)})`,
    error,
  ];
  return parts.filter(Boolean).join(', ');
}
