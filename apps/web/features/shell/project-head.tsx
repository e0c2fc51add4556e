import type { Project } from '@querent/contracts';
import Link from 'next/link';
import type { ReactNode } from 'react';

export interface ProjectHeadProps {
  project: Pick<Project, 'id' | 'name'>;
  title: ReactNode;
  /** The page above, where that is not the project's. */
  back?: { href: string; title: string };
  children?: ReactNode;
}

/** The head of a page of a project: the way back, what it is, and what can be done. */
export function ProjectHead({ project, title, back, children }: ProjectHeadProps) {
  const { href, title: above } = back ?? { href: `/projects/${project.id}`, title: project.name };
  return (
    <div>
      <Link href={href} className="hint line-clamp-1 hover:underline">
        ← {above}
      </Link>
      <div className="mt-1 flex flex-wrap items-start justify-between gap-3">
        <h1>{title}</h1>
        {children}
      </div>
    </div>
  );
}
