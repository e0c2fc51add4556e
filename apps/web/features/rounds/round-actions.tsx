'use client';
import type { ProjectEvent, Round } from '@querent/contracts';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { PauseButton } from './pause-button';
import { whyNotTrain } from './why-not-train';

export interface RoundActionsProps {
  round: Round;
  state: ProjectEvent;
}

/** What can be done about a round: stop it, try it again, train the next one now, or pause. */
export function RoundActions({ round, state: now }: RoundActionsProps) {
  const { workingRound, training } = now;
  const whyNot = whyNotTrain(now);
  const params = { roundId: round.id };
  const stop = useAction(async () => {
    await api('POST /rounds/{roundId}/cancel', { params });
  });
  const retry = useAction(async () => {
    await api('POST /rounds/{roundId}/retry', { params });
  });
  const train = useAction(async () => {
    await api('POST /projects/{projectId}/rounds', { params: { projectId: round.projectId } });
  });
  const { state } = workingRound?.id === round.id ? workingRound : round;
  return (
    <div className="grid justify-items-end gap-2">
      <div className="flex flex-wrap gap-2">
        {(state === 'queued' || state === 'waiting' || state === 'training' || state === 'scoring') && (
          <Button disabled={stop.isRunning} onClick={() => void stop.run()}>
            Stop
          </Button>
        )}
        {(state === 'failed' || state === 'stopped') && (
          <Button look="primary" disabled={retry.isRunning} onClick={() => void retry.run()}>
            Try again
          </Button>
        )}
        {!training.pause && <PauseButton projectId={round.projectId} />}
        {state === 'open' && !workingRound && (
          <Button
            disabled={train.isRunning || whyNot !== null}
            aria-describedby={whyNot ? 'why-not-train' : undefined}
            onClick={() => void train.run()}
          >
            Train now
          </Button>
        )}
      </div>
      {state === 'open' && !workingRound && whyNot && (
        <p id="why-not-train" className="hint">
          {whyNot}
        </p>
      )}
      <ErrorNote text={stop.error ?? retry.error ?? train.error} />
    </div>
  );
}
