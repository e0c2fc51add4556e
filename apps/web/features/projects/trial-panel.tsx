'use client';
import { many, type Trial } from '@querent/contracts';
import { settingTitleOf } from '@/features/rounds/setting-title';
import { Bar } from '@/features/shell/bar';
import { ErrorNote } from '@/features/shell/error-note';
import { timeOf } from '@/features/shell/format';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { TrialFigures } from './trial-figures';
import { TrialRankings } from './trial-rankings';
import { isUnderWay } from './use-trials';

export interface TrialPanelProps {
  trial: Trial;
  onStop: (trialId: string) => Promise<void>;
}

/** What came of trying other settings on what is labelled, or how far that is. */
export function TrialPanel({ trial, onStop }: TrialPanelProps) {
  const { state, progress, result, labels, folds } = trial;
  const stop = useAction(() => onStop(trial.id));
  return (
    <article className="grid grid-cols-1 gap-3 rounded-lg border border-line p-4" aria-label="Trial" data-state={state}>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]">
          {trial.changes.map(({ name, now, before }) => (
            <span key={name} className="block">
              {settingTitleOf(name)}: <b>{now}</b> <span className="hint">in place of {before}</span>
            </span>
          ))}
          <span className="hint digits block">
            {many(labels, 'label')} in {folds} folds · {trial.createdBy}, {timeOf(trial.createdAt)}
          </span>
        </p>
        {isUnderWay(trial) && (
          <Button disabled={stop.isRunning} onClick={() => void stop.run()}>
            Stop the trial
          </Button>
        )}
      </div>
      {isUnderWay(trial) && (
        <>
          <Bar share={state === 'queued' ? 0 : progress} label="Trial" />
          <p className="hint" aria-live="polite">
            {state === 'queued'
              ? 'Waits for a worker.'
              : 'Both settings are trained on all folds but one, again and again.'}
          </p>
        </>
      )}
      <ErrorNote text={trial.error ?? stop.error} />
      {result && (
        <>
          <TrialFigures result={result} />
          <TrialRankings ranking={result.ranking} />
        </>
      )}
    </article>
  );
}
