import { many, type Round } from '@querent/contracts';

const isAtWork = (state: Round['state']) => ['queued', 'training', 'scoring'].includes(state);

/** A round in a line: "round 3, open, 120 labels, accuracy 0.91". @param isOpenSaid by what stands before it */
export function roundLine({ number, state, labels, figures, progress, error }: Round, isOpenSaid = false): string {
  const [figure] = figures;
  const parts = [
    number === 0 ? 'cold start' : `round ${number}`,
    !(isOpenSaid && state === 'open') && state,
    number > 0 && many(labels, 'label'),
    isAtWork(state) && progress && `${progress.stage} ${Math.round(progress.share * 100)} %`,
    figure && `${figure.title} ${figure.value.toFixed(3)} (${figure.low.toFixed(3)} to ${figure.high.toFixed(3)})`,
    error,
  ];
  return parts.filter(Boolean).join(', ');
}
