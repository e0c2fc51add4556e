import { getMe, getProjectState, getStatistics } from '@querent/domain';
import { notFound } from 'next/navigation';
import { RoundsPage } from '@/features/rounds/rounds-page';
import { Shell } from '@/features/shell/shell';
import { loadProject, projectTitle } from '@/server/load-project';

type Props = { params: Promise<{ projectId: string }> };

export const generateMetadata = ({ params }: Props) => projectTitle(params, 'Rounds');

export default async function Page({ params }: Props) {
  const { context, project, projectId } = await loadProject(params);
  if (!project.canManage) notFound();
  const [person, state] = await Promise.all([getMe(context), getProjectState(context, { projectId })]);
  // After the state, by whose changes the page asks for them again.
  const { rounds, advice } = await getStatistics(context, { projectId });
  return (
    <Shell person={person}>
      <RoundsPage project={project} state={state} rounds={rounds} advice={advice} />
    </Shell>
  );
}
