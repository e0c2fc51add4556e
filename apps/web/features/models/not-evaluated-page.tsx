import type { Project } from '@querent/contracts';
import { ProjectHead } from '@/features/shell/project-head';

export interface NotEvaluatedPageProps {
  project: Project;
  reason: string;
}

/** In place of figures that nobody has. */
export const NotEvaluatedPage = ({ project, reason }: NotEvaluatedPageProps) => (
  <div className="grid grid-cols-1 gap-5">
    <ProjectHead
      project={project}
      title="Model"
      back={{ href: `/projects/${project.id}/models`, title: `Models of ${project.name}` }}
    />
    <p className="panel max-w-3xl">{reason}</p>
  </div>
);
