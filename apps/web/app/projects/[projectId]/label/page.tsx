import { DomainError, getMe, getProject, getProjectState, listRecentAnnotations } from '@querent/domain';
import { notFound } from 'next/navigation';
import { LabellingPage } from '@/features/labelling/labelling-page';
import { Shell } from '@/features/shell/shell';
import { pageContext } from '@/server/session';

export default async function Page({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const context = await pageContext();
  const project = await getProject(context, { projectId }).catch((error) => {
    if (error instanceof DomainError && error.code === 'project_not_found') notFound();
    throw error;
  });
  const [person, state, recent] = await Promise.all([
    getMe(context),
    getProjectState(context, { projectId }),
    listRecentAnnotations(context, { projectId }),
  ]);
  return (
    <Shell person={person}>
      <LabellingPage project={project} personId={person.id} initialState={state} initialRecent={recent} />
    </Shell>
  );
}
