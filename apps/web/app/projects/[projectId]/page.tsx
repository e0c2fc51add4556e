import { exportFormatsFor, getMe, getProjectState, getQuery, getStatistics } from '@querent/domain';
import { redirect } from 'next/navigation';
import { ProjectPage } from '@/features/projects/project-page';
import { Shell } from '@/features/shell/shell';
import { loadProject, projectTitle } from '@/server/load-project';

type Props = { params: Promise<{ projectId: string }> };

export const generateMetadata = ({ params }: Props) => projectTitle(params);

export default async function Page({ params }: Props) {
  const { context, project, projectId } = await loadProject(params);
  if (!project.canManage) redirect(`/projects/${projectId}/label`);
  const [person, state] = await Promise.all([getMe(context), getProjectState(context, { projectId })]);
  // After the state, by whose changes the page asks for them again: older ones would stay.
  const [statistics, query] = await Promise.all([
    getStatistics(context, { projectId }),
    state.openRound && getQuery(context, { roundId: state.openRound.id }),
  ]);
  return (
    <Shell person={person}>
      <ProjectPage
        project={project}
        state={state}
        figures={{ statistics, query }}
        formats={exportFormatsFor(project.recordKind)}
      />
    </Shell>
  );
}
