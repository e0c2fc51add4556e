import type { RoundDetails } from '@querent/contracts';
import { formatSeconds } from '@/features/shell/format';

export interface StageListProps {
  details: RoundDetails;
}

type Stage = RoundDetails['stages'][number];

const TITLES: Record<Stage['id'], string> = {
  queued: 'Waits for a worker',
  waiting: 'Waits for predictions',
  training: 'Training',
  drawing: 'Drawing networks',
  scoring: 'Scoring the pool',
  measuring: 'Measuring',
  open: 'Asking',
};
const MARKS: Record<Stage['state'], string> = { done: '✓', now: '●', waits: '○', ended: '✕' };
const WORDS: Record<Stage['state'], string> = { done: 'done', now: 'now', waits: 'to come', ended: 'ended here' };

/** The stages of a round with how long each took. */
export function StageList({ details: { stages, round, parts } }: StageListProps) {
  const left = round.progress?.secondsLeft;
  return (
    <ol className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-3 lg:grid-cols-6" aria-label="Stages">
      {stages.map(({ id, state, seconds }) => (
        <li
          key={id}
          data-stage={id}
          data-state={state}
          aria-current={state === 'now' ? 'step' : undefined}
          className={`border-t-2 pt-1.5 ${state === 'ended' ? 'border-bad' : state === 'waits' ? 'border-line' : 'border-accent'}`}
        >
          <span className={state === 'now' ? 'font-semibold' : ''}>
            <span aria-hidden="true">{MARKS[state]} </span>
            {TITLES[id]}
          </span>
          <span className="hint digits block">
            {seconds !== null ? inWords(seconds) : state === 'done' ? 'not timed' : WORDS[state]}
            {state === 'now' && typeof left === 'number' && left >= 0.5 && `, ${formatSeconds(left)} left`}
            {state === 'now' && id === 'scoring' && parts && `, ${parts.done} of ${parts.total} parts`}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** A stage takes milliseconds, and asking takes days. */
function inWords(seconds: number): string {
  if (seconds < 0.05) return '< 0.1 s';
  if (seconds < 90) return `${seconds.toFixed(1)} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129_600) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
