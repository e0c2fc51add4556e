'use client';
import type { Project, ProjectEvent } from '@querent/contracts';
import Link from 'next/link';
import { EndingNote } from '@/features/progress/ending-note';
import { useProjectEvents } from '@/features/progress/use-project-events';
import { Bar } from '@/features/shell/bar';
import { ErrorNote } from '@/features/shell/error-note';
import { ProjectHead } from '@/features/shell/project-head';
import { AwaitedPanel } from './awaited-panel';
import { FiguresLine } from './figures-line';
import { LossChart } from './loss-chart';
import { PausePanel } from './pause-panel';
import { QueryPanel } from './query-panel';
import { RoundActions } from './round-actions';
import { RoundAnswers } from './round-answers';
import { RoundLog } from './round-log';
import { RoundSettings } from './round-settings';
import { StageList } from './stage-list';
import { trainsSeveral } from './trains-several';
import { type FollowedRound, useRound } from './use-rounds';

export interface RoundPageProps {
  project: Project;
  state: ProjectEvent;
  round: FollowedRound;
}

/** One round from beginning to end, live as long as it moves. */
export function RoundPage({ project, state: initial, round: first }: RoundPageProps) {
  const { state, ending } = useProjectEvents(project.id, initial);
  const { details, query } = useRound(first.details.round.id, state, first);
  const { round, serving } = details;
  const live = state.workingRound?.id === round.id ? state.workingRound : null;
  const current = live ?? round;
  const hasEnded = current.state === 'failed' || current.state === 'stopped';
  const isComputing = current.state === 'training' || current.state === 'scoring';
  const task = { settings: project.task, classes: state.classes };
  return (
    <div className="grid grid-cols-1 gap-5">
      {ending && <EndingNote ending={ending} back={`/projects/${project.id}/rounds/${round.id}`} />}
      <ProjectHead
        project={project}
        title={`Round ${round.number}`}
        back={{ href: `/projects/${project.id}/rounds`, title: `Rounds of ${project.name}` }}
      >
        <RoundActions round={round} state={state} />
      </ProjectHead>
      {state.training.pause && (
        <PausePanel projectId={project.id} pause={state.training.pause} workingRound={state.workingRound} />
      )}
      <section className="panel grid grid-cols-1 gap-4" aria-label="How far it is">
        {hasEnded && (
          <>
            <ErrorNote text={current.error} />
            {serving && (
              <p className="text-sm" data-testid="serving">
                {serving.modelVersion
                  ? `The last good model, ${serving.modelVersion} of round ${serving.number}, still asks and answers.`
                  : `There is no model yet: the questions of round ${serving.number} are asked meanwhile.`}{' '}
                No label is lost.
              </p>
            )}
          </>
        )}
        <StageList details={{ ...details, round: current }} />
        {current.state === 'waiting' && current.awaited && (
          <AwaitedPanel round={round} awaited={current.awaited} classes={state.classes} />
        )}
        {isComputing && <Bar share={current.progress?.share ?? 0} label={`Round ${round.number}`} />}
        <FiguresLine round={round} scored={round.timings?.scored ?? null} />
      </section>
      {round.number > 0 && (
        <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
          {!round.config.outside && (
            <LossChart losses={details.losses} isOfSeveral={trainsSeveral(round.config)} isLive={isComputing} />
          )}
          <RoundLog log={details.log} />
        </div>
      )}
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
        <RoundAnswers answered={details.answered} />
        <RoundSettings details={details} />
      </div>
      {query.items.length > 0 && <QueryPanel query={query} task={task} />}
      {round.modelId && round.openedAt && (
        <Link href={`/projects/${project.id}/models/${round.modelId}`} className="button justify-self-start">
          The model of this round
        </Link>
      )}
    </div>
  );
}
