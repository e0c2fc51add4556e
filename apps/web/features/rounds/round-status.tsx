'use client';
import type { Project, ProjectEvent, Round } from '@querent/contracts';
import Link from 'next/link';
import { describeState, isAllLabelled } from '@/features/progress/describe-state';
import { UntilNextModel } from '@/features/progress/until-next-model';
import { api } from '@/features/shell/api';
import { Bar } from '@/features/shell/bar';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { AwaitedPanel } from './awaited-panel';
import { NextTime } from './next-time';
import { PauseButton } from './pause-button';
import { whyNotTrain } from './why-not-train';

export interface RoundStatusProps {
  project: Project;
  state: ProjectEvent;
  /** All labels came with their records: nobody has given any. */
  isBrought: boolean;
}

/** The round in progress: its stage and time left while it computes, the answers it has got while it asks. */
export function RoundStatus({ project, state, isBrought }: RoundStatusProps) {
  const { openRound, workingRound, counts, training } = state;
  const train = useAction(async () => {
    await api('POST /projects/{projectId}/rounds', { params: { projectId: project.id } });
  });
  const retry = useAction(async () => {
    if (workingRound) await api('POST /rounds/{roundId}/retry', { params: { roundId: workingRound.id } });
  });
  const stop = useAction(async () => {
    if (workingRound) await api('POST /rounds/{roundId}/cancel', { params: { roundId: workingRound.id } });
  });
  if (!openRound) return null;
  const whyNot = whyNotTrain(state);
  const isAll = isAllLabelled(state);
  const canTrain = !workingRound && !(isAll && counts.changed === 0);
  const hasEnded = workingRound?.state === 'failed' || workingRound?.state === 'stopped';
  return (
    <section className="panel grid gap-3" aria-label="Round in progress">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2>{isAll ? 'Every record is labelled' : `Round ${openRound.number} is asking`}</h2>
        <div className="flex flex-wrap gap-2">
          {!training.pause && !isAll && <PauseButton projectId={project.id} />}
          {workingRound && !hasEnded && (
            <Button
              disabled={stop.isRunning}
              onClick={() => void stop.run()}
              aria-label={`Stop round ${workingRound.number}`}
            >
              Stop
            </Button>
          )}
          {canTrain && (
            <Button
              disabled={train.isRunning || whyNot !== null}
              aria-describedby={whyNot ? 'why-not-train' : undefined}
              onClick={() => void train.run()}
            >
              Train now
            </Button>
          )}
        </div>
      </div>
      <p className="hint" aria-live="polite" data-testid="round-status">
        {describeState(state)}
      </p>
      {canTrain && whyNot && (
        <p id="why-not-train" className="hint">
          {whyNot}
        </p>
      )}
      {isAll && (
        <p className="hint" data-testid="way-on">
          {isBrought && 'All labels came with the records. To have them asked about, '}
          {isBrought && (
            <Link href="/projects/new" className="underline">
              bring the file as another project
            </Link>
          )}
          {isBrought && ' and take its labels as a hidden key. '}
          <Link href={`/projects/${project.id}/add`} className="underline">
            Add records without a label
          </Link>{' '}
          to ask about more.
        </p>
      )}
      {workingRound && !hasEnded ? (
        <Bar share={shareOf(workingRound)} label={`Round ${workingRound.number}`} />
      ) : (
        <>
          <UntilNextModel state={state} />
          <NextTime training={training} />
        </>
      )}
      {workingRound?.state === 'waiting' && workingRound.awaited && (
        <AwaitedPanel round={workingRound} awaited={workingRound.awaited} classes={state.classes} />
      )}
      {hasEnded && (
        <>
          <ErrorNote text={workingRound.error} />
          <Button className="justify-self-start" disabled={retry.isRunning} onClick={() => void retry.run()}>
            Try round {workingRound.number} again
          </Button>
        </>
      )}
      <ErrorNote text={train.error ?? retry.error ?? stop.error} />
    </section>
  );
}

const shareOf = ({ awaited, state, progress }: Round) =>
  state === 'waiting' && awaited ? awaited.received / Math.max(1, awaited.wanted) : (progress?.share ?? 0);
