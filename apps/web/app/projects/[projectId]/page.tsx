import { DomainError, getMe, getProject, getProjectState, getQuery, getStatistics } from '@querent/domain';
import { notFound, redirect } from 'next/navigation';
import { ProjectPage } from '@/features/projects/project-page';
import { Shell } from '@/features/shell/shell';
import { pageContext } from '@/server/session';

export default async function Page({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const context = await pageContext();
  const project = await getProject(context, { projectId }).catch((error) => {
    if (error instanceof DomainError && error.code === 'project_not_found') notFound();
    throw error;
  });
  if (!project.canManage) redirect(`/projects/${projectId}/label`);
  const [person, state, statistics] = await Promise.all([
    getMe(context),
    getProjectState(context, { projectId }),
    getStatistics(context, { projectId }),
  ]);
  const query = state.openRound && (await getQuery(context, { roundId: state.openRound.id }));
  return (
    <Shell person={person}>
      <ProjectPage project={project} state={state} statistics={statistics} query={query} />
    </Shell>
  );
}
