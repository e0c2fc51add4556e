import { getMe, getProjectState } from '@querent/domain';
import { LabellingPage } from '@/features/labelling/labelling-page';
import { Shell } from '@/features/shell/shell';
import { loadProject, projectTitle } from '@/server/load-project';

type Props = { params: Promise<{ projectId: string }> };

export const generateMetadata = ({ params }: Props) => projectTitle(params, 'Label');

export default async function Page({ params }: Props) {
  const { context, project, projectId } = await loadProject(params);
  const [person, state] = await Promise.all([getMe(context), getProjectState(context, { projectId })]);
  return (
    <Shell person={person}>
      <LabellingPage project={project} personId={person.id} initialState={state} />
    </Shell>
  );
}
