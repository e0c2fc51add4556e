import 'server-only';
import { DomainError, getProject } from '@querent/domain';
import { notFound } from 'next/navigation';
import { pageContext } from './session';

/** For pages of a project: who asks and the project, or the page that says that there is nothing. */
export async function loadProject(params: Promise<{ projectId: string }>) {
  const { projectId } = await params;
  const context = await pageContext();
  const project = await getProject(context, { projectId }).catch((error) => {
    if (error instanceof DomainError && error.code === 'project_not_found') notFound();
    throw error;
  });
  return { context, project, projectId };
}
