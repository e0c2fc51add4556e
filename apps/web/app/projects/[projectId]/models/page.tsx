import { figureChoices, getMe, listModels } from '@querent/domain';
import { notFound } from 'next/navigation';
import { ModelsPage } from '@/features/models/models-page';
import { Shell } from '@/features/shell/shell';
import { loadProject, projectTitle } from '@/server/load-project';
import { shownPages } from '@/server/shown-pages';

type Props = {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ models?: string | string[] }>;
};

export const generateMetadata = ({ params }: Props) => projectTitle(params, 'Models');

export default async function Page({ params, searchParams }: Props) {
  const { context, project, projectId } = await loadProject(params);
  if (!project.canManage) notFound();
  const { models: pages } = await searchParams;
  const [person, models, { serving }] = await Promise.all([
    getMe(context),
    shownPages(pages, (page) => listModels(context, { ...page, projectId })),
    listModels(context, { projectId, limit: 1 }),
  ]);
  return (
    <Shell person={person}>
      <ModelsPage project={project} models={models} serving={serving} figures={figureChoices(project.task.kind)} />
    </Shell>
  );
}
