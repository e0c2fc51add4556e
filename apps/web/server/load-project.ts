import 'server-only';
import { DomainError, getProject } from '@querent/domain';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { pageContext } from './session';

/** For pages of a project: who asks and the project, or the page that says that there is nothing. */
export const loadProject = async (params: ProjectParams) => load((await params).projectId);

/** The title of a page of a project: what it is for, and the project. */
export async function projectTitle(params: ProjectParams, what?: string): Promise<Metadata> {
  const { project } = await loadProject(params);
  return { title: what ? `${what} · ${project.name}` : project.name };
}

type ProjectParams = Promise<{ projectId: string }>;

/** Once a request, for the page and its title. */
const load = cache(async (projectId: string) => {
  const context = await pageContext();
  const project = await getProject(context, { projectId }).catch((error) => {
    if (error instanceof DomainError && error.code === 'project_not_found') notFound();
    throw error;
  });
  return { context, project, projectId };
});
