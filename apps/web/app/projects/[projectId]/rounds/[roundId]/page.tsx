import { getMe, getProjectState, getQuery, getRoundDetails } from '@querent/domain';
import { notFound } from 'next/navigation';
import { RoundPage } from '@/features/rounds/round-page';
import { Shell } from '@/features/shell/shell';
import { loadProject, projectTitle } from '@/server/load-project';
import { refusedAs } from '@/server/refused-as';

type Props = { params: Promise<{ projectId: string; roundId: string }> };

export const generateMetadata = ({ params }: Props) => projectTitle(params, 'Round');

export default async function Page({ params }: Props) {
  const { context, project, projectId } = await loadProject(params);
  if (!project.canManage) notFound();
  const { roundId } = await params;
  const [person, state] = await Promise.all([getMe(context), getProjectState(context, { projectId })]);
  // After the state, by whose changes the page asks for them again.
  const [details, query] = await Promise.all([
    getRoundDetails(context, { roundId }).catch(refusedAs()),
    getQuery(context, { roundId }).catch(refusedAs()),
  ]);
  if (typeof details === 'string' || typeof query === 'string' || details.round.projectId !== project.id) notFound();
  return (
    <Shell person={person}>
      <RoundPage key={roundId} project={project} state={state} round={{ details, query }} />
    </Shell>
  );
}
