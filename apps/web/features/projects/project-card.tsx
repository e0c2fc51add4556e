import { type Figure, formatCount, many, type Project, type ProjectEvent, recordKindOf } from '@querent/contracts';
import Link from 'next/link';
import { describeState, isAllLabelled } from '@/features/progress/describe-state';
import { formatFigure } from '@/features/rounds/format-figure';
import { Bar } from '@/features/shell/bar';
import { timeOf } from '@/features/shell/format';

export interface ProjectCardProps {
  project: Project;
  state: ProjectEvent;
  /** The first of the last model that was measured. */
  figure: Figure | null;
}

export function ProjectCard({ project, state, figure }: ProjectCardProps) {
  const { pool, labelled } = state.counts;
  const { singular, plural } = recordKindOf(project.recordKind);
  const isAll = isAllLabelled(state);
  const does = isAll ? 'Your answers' : 'Label';
  return (
    <article className="panel flex h-full flex-col gap-3">
      <h2 className="text-lg">
        <Link href={`/projects/${project.id}`} className="line-clamp-3 hover:underline">
          {project.name}
        </Link>
      </h2>
      <p className="hint digits text-sm" data-testid="made">
        {many(state.counts.records, singular, plural)}, made {timeOf(project.createdAt)}
      </p>
      {project.description && <p className="hint line-clamp-2">{project.description}</p>}
      <Bar share={labelled / Math.max(1, pool + labelled)} label="Share of the pool that is labelled" />
      <p className="digits text-sm">
        {pool + labelled > 0 && `${formatCount(labelled)} of ${formatCount(pool + labelled)} labelled`}
        {figure && ` · ${figure.title} ${formatFigure(figure)}`}
      </p>
      <p className="hint text-sm">{describeState(state)}</p>
      <Link
        href={`/projects/${project.id}/label`}
        className="button mt-auto self-start"
        aria-label={`${does} ${isAll ? 'to ' : ''}${project.name}`}
      >
        {does}
      </Link>
    </article>
  );
}
