import { compareModels, getMe, listModels } from '@querent/domain';
import { notFound } from 'next/navigation';
import { ComparePage } from '@/features/models/compare-page';
import { Shell } from '@/features/shell/shell';
import { loadProject, projectTitle } from '@/server/load-project';
import { refusedAs } from '@/server/refused-as';

type Props = {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ first?: string | string[]; second?: string | string[] }>;
};

export const generateMetadata = ({ params }: Props) => projectTitle(params, 'Compare models');

const one = (given: string | string[] | undefined) => (typeof given === 'string' ? given : null);

export default async function Page({ params, searchParams }: Props) {
  const { context, project, projectId } = await loadProject(params);
  if (!project.canManage) notFound();
  const { first: givenFirst, second: givenSecond } = await searchParams;
  const [first, second] = [one(givenFirst), one(givenSecond)];
  const [person, { items }, compared] = await Promise.all([
    getMe(context),
    listModels(context, { projectId, limit: 200 }),
    first && second
      ? compareModels(context, { modelId: first, otherId: second }).catch(refusedAs('not_comparable', 'not_evaluated'))
      : null,
  ]);
  const problem = typeof compared === 'string' ? compared : null;
  const comparison = typeof compared === 'string' ? null : compared;
  return (
    <Shell person={person}>
      <ComparePage project={project} models={items} {...{ first, second, comparison, problem }} />
    </Shell>
  );
}
