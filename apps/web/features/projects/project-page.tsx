'use client';
import { type ExportFormatView, formatCount, type Project, type ProjectEvent } from '@querent/contracts';
import Link from 'next/link';
import { isAllLabelled } from '@/features/progress/describe-state';
import { EndingNote } from '@/features/progress/ending-note';
import { useProjectEvents } from '@/features/progress/use-project-events';
import { AdvicePanel } from '@/features/rounds/advice-panel';
import { LearningCurve } from '@/features/rounds/learning-curve';
import { PausePanel } from '@/features/rounds/pause-panel';
import { QueryPanel } from '@/features/rounds/query-panel';
import { RoundStatus } from '@/features/rounds/round-status';
import { RoundsTable } from '@/features/rounds/rounds-table';
import { taskViewOf } from '@/task-kinds/registry';
import { AddingExample } from './adding-example';
import { EncodingStatus } from './encoding-status';
import { ExportButton } from './export-button';
import { ImportStatus } from './import-status';
import { type Figures, useFigures } from './use-figures';

export interface ProjectPageProps {
  project: Project;
  state: ProjectEvent;
  figures: Figures;
  formats: ExportFormatView[];
}

export function ProjectPage({ project, state: initial, figures: initialFigures, formats }: ProjectPageProps) {
  const { state, ending } = useProjectEvents(project.id, initial);
  const { statistics, query } = useFigures(project.id, state, initialFigures);
  const { counts, classes } = state;
  const task = { settings: project.task, classes };
  const { Distribution } = taskViewOf(task.settings);
  const isReady = state.openRound !== null;
  const isAll = isAllLabelled(state);
  const isImporting = state.import !== null && state.import.state !== 'done';
  const figures = [
    ['Labelled', counts.labelled],
    ['Still in the pool', counts.pool],
    ['Skipped', counts.skipped],
    ['Holdout', counts.holdout],
  ] as const;
  return (
    <div className="grid grid-cols-1 gap-5">
      {ending && <EndingNote ending={ending} back={`/projects/${project.id}`} />}
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 max-w-2xl flex-1 basis-80">
          <h1>{project.name}</h1>
          <p className="hint mt-1.5 whitespace-pre-line">{project.description}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          {counts.records > 0 && <ExportButton project={project} formats={formats} />}
          <Link href={`/projects/${project.id}/add`} className="button">
            Add records
          </Link>
          <Link href={`/projects/${project.id}/rounds`} className="button">
            Rounds
          </Link>
          <Link href={`/projects/${project.id}/models`} className="button">
            Models
          </Link>
          <Link href={`/projects/${project.id}/settings`} className="button">
            Settings
          </Link>
          {isReady && (
            <Link href={`/projects/${project.id}/label`} className={`button ${isAll ? '' : 'button-primary'}`}>
              {isAll ? 'Your answers' : 'Label'}
            </Link>
          )}
        </div>
      </div>
      {state.import && <ImportStatus projectId={project.id} import={state.import} />}
      {state.encoding && <EncodingStatus projectId={project.id} encoding={state.encoding} />}
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {figures.map(([title, value]) => (
          <div key={title} className="panel py-3">
            <dt className="hint">{title}</dt>
            <dd className="digits font-semibold text-2xl">{formatCount(value)}</dd>
          </div>
        ))}
      </dl>
      {counts.records === 0 && !isImporting && (
        <section className="panel grid grid-cols-1 gap-3" aria-labelledby="no-records">
          <h2 id="no-records">There are no records yet</h2>
          <Link href={`/projects/${project.id}/add`} className="button button-primary justify-self-start">
            Bring records
          </Link>
          <AddingExample project={project} />
        </section>
      )}
      {isReady && counts.records > 0 && (
        <>
          {state.training.pause && (
            <PausePanel projectId={project.id} pause={state.training.pause} workingRound={state.workingRound} />
          )}
          <RoundStatus
            project={project}
            state={state}
            isBrought={statistics.rounds.every(({ answers }) => answers === 0)}
          />
          <div className="grid grid-cols-1 gap-5 lg:grid-cols-[1.7fr_1fr]">
            <LearningCurve rounds={statistics.rounds} holdout={counts.holdout} wanted={project.holdout} />
            <Distribution task={task} answers={statistics.answers} />
          </div>
          {statistics.rounds.some(({ figures }) => figures.length > 0) && <AdvicePanel advice={statistics.advice} />}
          {query && query.items.length > 0 && <QueryPanel query={query} task={task} />}
          <RoundsTable rounds={statistics.rounds} />
        </>
      )}
    </div>
  );
}
