import { DomainError, getMe, getProject, listMembers, listMethods } from '@querent/domain';
import { notFound } from 'next/navigation';
import { SettingsPage } from '@/features/projects/settings-page';
import { Shell } from '@/features/shell/shell';
import { pageContext } from '@/server/session';

export default async function Page({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const context = await pageContext();
  const project = await getProject(context, { projectId }).catch((error) => {
    if (error instanceof DomainError && error.code === 'project_not_found') notFound();
    throw error;
  });
  if (!project.canManage) notFound();
  const [person, members] = await Promise.all([getMe(context), listMembers(context, { projectId })]);
  return (
    <Shell person={person}>
      <SettingsPage project={project} members={members} methods={listMethods()} />
    </Shell>
  );
}
