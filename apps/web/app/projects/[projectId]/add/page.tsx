import { getLimits, getMe } from '@querent/domain';
import { notFound } from 'next/navigation';
import { AddRecordsPage } from '@/features/new-project/add-records-page';
import { Shell } from '@/features/shell/shell';
import { loadProject, projectTitle } from '@/server/load-project';

type Props = { params: Promise<{ projectId: string }> };

export const generateMetadata = ({ params }: Props) => projectTitle(params, 'Add records');

export default async function Page({ params }: Props) {
  const { context, project } = await loadProject(params);
  if (!project.canManage) notFound();
  const [person, limits] = await Promise.all([getMe(context), getLimits(context)]);
  return (
    <Shell person={person}>
      <AddRecordsPage project={project} limits={limits} />
    </Shell>
  );
}
