'use client';
import type { Pause, Round } from '@querent/contracts';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { timeOf } from '@/features/shell/format';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';

export interface PausePanelProps {
  projectId: string;
  pause: Pause;
  /** The round under way, or one that has failed or was stopped: no other can be begun beside it. */
  workingRound: Round | null;
}

/** That no round begins by itself, who decided so and why, and the way on. */
export function PausePanel({ projectId, pause: { at, by, reason }, workingRound }: PausePanelProps) {
  const { run, isRunning, error } = useAction(async () => {
    await api('POST /projects/{projectId}/resume', { params: { projectId } });
  });
  return (
    <section className="panel grid gap-3 border-accent" aria-labelledby="paused">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="paused">{by === null ? 'Enough, says the stopping rule' : 'Training is paused'}</h2>
        <Button look="primary" disabled={isRunning} onClick={() => void run()}>
          {by === null ? 'Go on anyway' : 'Resume training'}
        </Button>
      </div>
      <p className="max-w-3xl text-sm" data-testid="pause">
        {by === null ? 'Paused by the stopping rule' : `Paused by ${by}`} at <time dateTime={at}>{timeOf(at)}</time>. No
        round begins by itself; labelling goes on. {wayOn(workingRound)}
        {reason && <span className="mt-1.5 block">{reason}</span>}
        {by === null && (
          <span className="hint mt-1.5 block">
            If you go on anyway, the rule has to hold anew before it pauses again. The settings can do without it.
          </span>
        )}
      </p>
      <ErrorNote text={error} />
    </section>
  );
}

/** How a model is trained meanwhile. */
function wayOn(round: Round | null): string {
  if (!round) return '“Train now”, beside the round that asks, trains.';
  return round.state === 'failed' || round.state === 'stopped'
    ? `To train meanwhile, try round ${round.number} again.`
    : `Round ${round.number} goes on to its end.`;
}
