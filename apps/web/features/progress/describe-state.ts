import { type Encoding, formatCount, type Import, type ProjectEvent, type Round } from '@querent/contracts';
import { formatSeconds, formatShare } from '@/features/shell/format';

const STAGES = { training: 'training', scoring: 'scoring the pool', measuring: 'measuring on the holdout' };

/** In words that hold for everybody: annotators cannot try a round again. */
const noModel = (why: string) =>
  `No model is being trained: ${why}. Labels are kept and labelling goes on; an engineer can try the round again.`;
const NOTHING_TO_LEARN =
  'No label is left that a model can learn from. The next model is trained as soon as one is given.';
/** Whether nothing is left to ask. */
export const isAllLabelled = ({ openRound, counts }: Pick<ProjectEvent, 'openRound' | 'counts'>): boolean =>
  openRound !== null && counts.pool === 0 && counts.labelled > 0;

/** Of an import that no worker has in hand. */
export const WAITS_FOR_TURN = 'The import waits for its turn';

/** Whether an import has not come to its first record: of a file, nobody knows before its end how many there are. */
export const isLooking = ({ state, total, done }: Import): boolean => state !== 'done' && total === null && done === 0;

const isRandom = ({ config }: Round) => config.coldStart.id === 'uniform';

/** What a project is doing now, in a line. */
export function describeState({
  import: running,
  encoding,
  workingRound,
  openRound,
  untilModel,
  counts,
}: ProjectEvent): string {
  if (running?.state === 'failed') return 'The import has stopped.';
  if (running?.state === 'queued') return `${WAITS_FOR_TURN}.`;
  if (running && isLooking(running)) return 'Looking at what there is to import.';
  if (running && running.state !== 'done') return `Importing records: ${describeImport(running)}.`;
  if (workingRound?.state === 'failed') return noModel(`round ${workingRound.number} did not finish`);
  if (workingRound?.state === 'stopped') return noModel(`round ${workingRound.number} was stopped`);
  if (workingRound?.state === 'waiting' && workingRound.awaited) {
    const { received, wanted } = workingRound.awaited;
    return `Round ${workingRound.number} waits for an outside model: predictions of ${formatCount(received)} of ${formatCount(wanted)} records have come; labelling goes on.`;
  }
  if (workingRound?.progress && workingRound.state !== 'queued') {
    const { stage, epoch, epochs, loss, share, secondsLeft } = workingRound.progress;
    const place =
      epoch !== null && epochs !== null
        ? `epoch ${epoch} of ${epochs}${loss === null ? '' : ` (loss ${formatShare(loss)})`}`
        : `${Math.round(share * 100)} %`;
    const left = secondsLeft === null || secondsLeft < 0.5 ? '' : `, ${formatSeconds(secondsLeft)} left`;
    return `Round ${workingRound.number}: ${STAGES[stage]}, ${place}${left}.`;
  }
  if (workingRound) return `Round ${workingRound.number} is about to begin.`;
  const isAll = isAllLabelled({ openRound, counts });
  const goesOn = openRound && !isAll ? '; labelling goes on' : '';
  if (encoding?.state === 'failed') return `The records could not be encoded${goesOn}. An engineer can try it again.`;
  if (encoding?.state === 'queued') return `Records wait to be encoded: ${describeEncoding(encoding)}${goesOn}.`;
  if (encoding?.state === 'running') return `Encoding records: ${describeEncoding(encoding)}${goesOn}.`;
  if (untilModel?.isHeldUp) return NOTHING_TO_LEARN;
  if (openRound && isAll)
    return `Nothing is left to ask.${openRound.modelVersion ? ` The last model is ${openRound.modelVersion}.` : ''}`;
  if (openRound)
    return openRound.modelVersion
      ? `Asking with model ${openRound.modelVersion}.`
      : `Cold start: asking ${isRandom(openRound) ? 'at random' : 'by what the records look like'} until the first model.`;
  return 'Waiting for records.';
}

/** How far an import is, how fast, and how long it will take. */
export function describeImport({ done, total, recordsPerSecond: rate, secondsLeft }: Import): string {
  const place = total === null ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`;
  if (total !== null && done >= total) return `${place}, choosing the first questions`;
  return place + paceOf('records a second', rate, secondsLeft);
}

/** What became of the records so far; empty as long as nothing can be said. */
export function describeCame({ added, known, restored, rejectedCount }: Import): string {
  const parts = [
    [added, 'added'],
    [known, 'known already'],
    [restored, 'back again'],
    [rejectedCount, 'left out'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${formatCount(count)} ${what}`)
    .join(', ');
}

/** How far an encoding is, how fast, and how long it will take. */
export const describeEncoding = ({ done, total, recordsPerSecond: rate, secondsLeft }: Encoding): string =>
  `${formatCount(done)} of ${formatCount(total)}${paceOf('a second', rate, secondsLeft)}`;

function paceOf(unit: string, rate: number | null, secondsLeft: number | null): string {
  if (rate === null) return '';
  const speed = rate < 10 ? rate.toFixed(1) : formatCount(Math.round(rate));
  return `, ${speed} ${unit}${secondsLeft === null ? '' : `, ${formatSeconds(secondsLeft)} left`}`;
}
