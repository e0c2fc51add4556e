import { SaidQuery } from '@querent/contracts';
import { evaluateModel, getMe, listSaid } from '@querent/domain';
import { notFound } from 'next/navigation';
import { EvaluationPage } from '@/features/models/evaluation-page';
import { NotEvaluatedPage } from '@/features/models/not-evaluated-page';
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
  const [person, evaluation] = await Promise.all([
    getMe(context),
    evaluateModel(context, { modelId }).catch(refusedAs('not_evaluated')),
  ]);
  if (typeof evaluation === 'string')
    return (
      <Shell person={person}>
        <NotEvaluatedPage project={project} reason={evaluation} />
      </Shell>
    );
  if (evaluation.model.projectId !== project.id) notFound();
  const given = SaidQuery.safeParse(await searchParams);
  const isValue = evaluation.values !== null;
  const query: SaidQuery = given.success
    ? { ...given.data, which: isValue || given.data.truth || given.data.said ? 'all' : given.data.which }
    : { which: 'all', limit: 50 };
  const asked = (await searchParams).which === undefined && !isValue ? { ...query, which: 'wrong' as const } : query;
  const said = await listSaid(context, { ...asked, modelId });
  const { truth, said: wanted, which } = asked;
  return (
    <Shell person={person}>
      <EvaluationPage
        project={project}
        evaluation={evaluation}
        said={said}
        query={{ which, ...(truth ? { truth } : {}), ...(wanted ? { said: wanted } : {}) }}
      />
    </Shell>
  );
}
