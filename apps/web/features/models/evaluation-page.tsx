import {
  type Evaluation,
  type ModelExport,
  many,
  type Page,
  type Project,
  type SaidQuery,
  type SaidRecord,
  taskKindOf,
} from '@querent/contracts';
import { ProjectHead } from '@/features/shell/project-head';
import { ClassFiguresTable } from './class-figures-table';
import { Confusion } from './confusion';
import { EvaluationCharts } from './evaluation-charts';
import { FiguresTable } from './figures-table';
import { ModelFacts } from './model-facts';
import { SaidRecords } from './said-records';
import { TakeAlong } from './take-along';

export interface EvaluationPageProps {
  project: Project;
  evaluation: Evaluation;
  said: Page<SaidRecord>;
  query: SaidQuery;
  files: ModelExport[];
}

/** How a model does on the holdout: figures, where they come from, and record by record. */
export function EvaluationPage({ project, evaluation, said, query, files }: EvaluationPageProps) {
  const { model, records, notes, byClass, confusion } = evaluation;
  const href = `/projects/${project.id}/models`;
  const classes = byClass?.map(({ classId, name }) => ({ id: classId, name })) ?? [];
  return (
    <div className="grid grid-cols-1 gap-5">
      <ProjectHead
        project={project}
        title={<>Model {model.version}</>}
        back={{ href, title: `Models of ${project.name}` }}
      />
      <ModelFacts model={model} task={taskKindOf(project.task.kind).title} />
      {notes.length > 0 && (
        <ul className="panel grid gap-2 text-sm" aria-label="What to keep in mind" data-testid="notes">
          {notes.map((note) => (
            <li key={note} className="max-w-3xl">
              {note}
            </li>
          ))}
        </ul>
      )}
      <section className="panel grid grid-cols-1 gap-3" aria-labelledby="figures">
        <h2 id="figures">Figures</h2>
        <p className="hint">
          Measured on {many(records, 'record')} of the holdout, which no model learns from, with 95 % intervals.
        </p>
        <FiguresTable figures={model.figures} />
      </section>
      <EvaluationCharts evaluation={evaluation} />
      {byClass && (
        <section className="panel grid grid-cols-1 gap-3" aria-labelledby="by-class">
          <h2 id="by-class">By class</h2>
          <ClassFiguresTable rows={byClass} />
        </section>
      )}
      {confusion && <Confusion cells={confusion} classes={classes} />}
      <SaidRecords
        key={JSON.stringify(query)}
        modelId={model.id}
        first={said}
        query={query}
        classes={confusion ? classes : []}
        isValue={evaluation.values !== null}
        unit={evaluation.unit}
      />
      {!model.isOutside && <TakeAlong modelId={model.id} files={files} />}
    </div>
  );
}
