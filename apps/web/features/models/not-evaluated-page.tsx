import { type Model, type ModelExport, type Project, taskKindOf } from '@querent/contracts';
import { ProjectHead } from '@/features/shell/project-head';
import { ModelFacts } from './model-facts';
import { NoHoldout } from './models-page';
import { TakeAlong } from './take-along';

export interface NotEvaluatedPageProps {
  project: Project;
  model: Model;
  reason: string;
  files: ModelExport[];
}

/** A model of which nobody knows how good it is: what made it, and why there are no figures. */
export const NotEvaluatedPage = ({ project, model, reason, files }: NotEvaluatedPageProps) => (
  <div className="grid grid-cols-1 gap-5">
    <ProjectHead
      project={project}
      title={<>Model {model.version}</>}
      back={{ href: `/projects/${project.id}/models`, title: `Models of ${project.name}` }}
    />
    <ModelFacts model={model} task={taskKindOf(project.task.kind).title} />
    <section className="panel grid gap-2" aria-label="Figures">
      {project.counts.holdout === 0 ? <NoHoldout project={project} /> : <p className="max-w-3xl">{reason}</p>}
    </section>
    {!model.isOutside && <TakeAlong modelId={model.id} files={files} />}
  </div>
);
