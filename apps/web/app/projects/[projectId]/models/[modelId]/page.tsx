import { evaluateModel, getMe, getModel, listModelExports, listSaid } from '@querent/domain';
import { notFound } from 'next/navigation';
import { EvaluationPage } from '@/features/models/evaluation-page';
import { NotEvaluatedPage } from '@/features/models/not-evaluated-page';
import { saidQueryOf } from '@/features/models/said-query';
import { Shell } from '@/features/shell/shell';
import { loadProject, projectTitle } from '@/server/load-project';
import { refusedAs } from '@/server/refused-as';

type Props = {
  params: Promise<{ projectId: string; modelId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const generateMetadata = ({ params }: Props) => projectTitle(params, 'Model');

export default async function Page({ params, searchParams }: Props) {
  const { context, project } = await loadProject(params);
  if (!project.canManage) notFound();
  const { modelId } = await params;
  const [person, model, evaluation] = await Promise.all([
    getMe(context),
    getModel(context, { modelId }).catch(refusedAs()),
    evaluateModel(context, { modelId }).catch(refusedAs('not_evaluated')),
  ]);
  if (typeof model === 'string' || model.projectId !== project.id) notFound();
  const { items: files } = await listModelExports(context, { modelId });
  if (typeof evaluation === 'string')
    return (
      <Shell person={person}>
        <NotEvaluatedPage project={project} model={model} reason={evaluation} files={files} />
      </Shell>
    );
  const query = saidQueryOf(await searchParams, evaluation.values !== null);
  const said = await listSaid(context, { ...query, modelId });
  return (
    <Shell person={person}>
      <EvaluationPage project={project} evaluation={evaluation} said={said} query={query} files={files} />
    </Shell>
  );
}
