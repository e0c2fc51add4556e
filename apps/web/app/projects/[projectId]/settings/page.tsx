import { getMe, listInvitations, listMembers, listMethods } from '@querent/domain';
import { notFound } from 'next/navigation';
import { SettingsPage } from '@/features/projects/settings-page';
import { Shell } from '@/features/shell/shell';
import { loadProject, projectTitle } from '@/server/load-project';

type Props = { params: Promise<{ projectId: string }> };

export const generateMetadata = ({ params }: Props) => projectTitle(params, 'Settings');

export default async function Page({ params }: Props) {
  const { context, project, projectId } = await loadProject(params);
  if (!project.canManage) notFound();
  const [person, members, invitations, methods] = await Promise.all([
    getMe(context),
    listMembers(context, { projectId }),
    listInvitations(context),
    listMethods(context, { projectId }),
  ]);
  return (
    <Shell person={person}>
      <SettingsPage
        project={project}
        me={person}
        members={members}
        invitations={invitations.filter((invitation) => invitation.projectId === projectId)}
        methods={methods}
      />
    </Shell>
  );
}
