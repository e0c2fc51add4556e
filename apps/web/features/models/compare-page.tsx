import { type Comparison, formatCount, type Model, many, type Project } from '@querent/contracts';
import { ProjectHead } from '@/features/shell/project-head';
import { ChangedRecords } from './changed-records';
import { DifferencesTable } from './differences-table';
import { PairForm } from './pair-form';

export interface ComparePageProps {
  project: Project;
  models: Model[];
  first: string | null;
  second: string | null;
  /** Null where there is none, with the reason. */
  comparison: Comparison | null;
  problem: string | null;
}

/** Two models side by side, on the same records. */
export function ComparePage({ project, models, first, second, comparison, problem }: ComparePageProps) {
  return (
    <div className="mx-auto grid max-w-5xl grid-cols-1 gap-5">
      <ProjectHead
        project={project}
        title="Compare two models"
        back={{ href: `/projects/${project.id}/models`, title: `Models of ${project.name}` }}
      />
      <PairForm models={models} first={first} second={second} />
      {problem && (
        <p className="panel" role="alert">
          {problem}
        </p>
      )}
      {comparison && <Compared comparison={comparison} />}
    </div>
  );
}

function Compared({ comparison }: { comparison: Comparison }) {
  const { records, figures, changed, first, second } = comparison;
  return (
    <>
      <section className="panel grid grid-cols-1 gap-3" aria-labelledby="differences">
        <h2 id="differences">Figures</h2>
        <p className="hint max-w-3xl">
          On the {many(records, 'record')} of the holdout that both were measured on. Since the records are the same,
          the interval of a difference is narrower than those of the two figures: where it does not hold 0, the
          difference is more than luck.
        </p>
        <DifferencesTable figures={figures} first={first.version} second={second.version} />
      </section>
      <section className="panel grid grid-cols-1 gap-3" aria-labelledby="changed">
        <h2 id="changed">What changed</h2>
        <p className="text-sm" data-testid="changed">
          {changed.count === 0
            ? 'Both say the same of every record.'
            : `They say something else of ${many(changed.count, 'record')}: ${second.version} is better on ${formatCount(changed.better)}, ${first.version} on ${formatCount(changed.worse)}.`}
        </p>
        <ChangedRecords items={changed.items} first={first.version} second={second.version} />
        {changed.items.length < changed.count && (
          <p className="hint">The {formatCount(changed.items.length)} with the greatest change are shown.</p>
        )}
      </section>
    </>
  );
}
