import { figureChoices, getMe, listModels, listPredictions } from '@querent/domain';
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
  const [person, models, { serving }, predictions] = await Promise.all([
    getMe(context),
    shownPages(pages, (page) => listModels(context, { ...page, projectId })),
    listModels(context, { projectId, limit: 1 }),
    listPredictions(context, { projectId }),
  ]);
  return (
    <Shell person={person}>
      <ModelsPage
        {...{ project, models, serving }}
        figures={figureChoices(project.task.kind)}
        predictions={predictions.items}
      />
    </Shell>
  );
}
