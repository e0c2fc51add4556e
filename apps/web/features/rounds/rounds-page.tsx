'use client';
import type { Advice, Project, ProjectEvent, Round } from '@querent/contracts';
import { EndingNote } from '@/features/progress/ending-note';
import { useProjectEvents } from '@/features/progress/use-project-events';
import { ProjectHead } from '@/features/shell/project-head';
import { AdvicePanel } from './advice-panel';
import { PausePanel } from './pause-panel';
import { RoundStatus } from './round-status';
import { RoundsTable } from './rounds-table';
import { useRounds } from './use-rounds';

export interface RoundsPageProps {
  project: Project;
  state: ProjectEvent;
  rounds: Round[];
  advice: Advice;
}

/** All rounds of a project, what is going on, and when it is enough. */
export function RoundsPage({ project, state: initial, rounds: first, advice }: RoundsPageProps) {
  const { state, ending } = useProjectEvents(project.id, initial);
  const rounds = useRounds(project.id, state, first);
  return (
    <div className="grid grid-cols-1 gap-5">
      {ending && <EndingNote ending={ending} back={`/projects/${project.id}/rounds`} />}
      <ProjectHead project={project} title="Rounds" />
      {state.training.pause && (
        <PausePanel projectId={project.id} pause={state.training.pause} workingRound={state.workingRound} />
      )}
      <RoundStatus project={project} state={state} isBrought={rounds.every(({ answers }) => answers === 0)} />
      {rounds.length > 0 ? (
        <RoundsTable rounds={rounds} isLong />
      ) : (
        <p className="panel hint">The first round begins once records have been imported.</p>
      )}
      {rounds.some(({ figures }) => figures.length > 0) && <AdvicePanel advice={advice} />}
    </div>
  );
}
