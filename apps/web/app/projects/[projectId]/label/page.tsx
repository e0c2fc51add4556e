import { getMe, getProjectState } from '@querent/domain';
import { LabellingPage } from '@/features/labelling/labelling-page';
import { Shell } from '@/features/shell/shell';
import { loadProject } from '@/server/load-project';

export default async function Page({ params }: { params: Promise<{ projectId: string }> }) {
  const { context, project, projectId } = await loadProject(params);
  const [person, state] = await Promise.all([getMe(context), getProjectState(context, { projectId })]);
  return (
    <Shell person={person}>
      <LabellingPage project={project} personId={person.id} initialState={state} />
    </Shell>
  );
}
