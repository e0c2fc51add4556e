import {
  DomainError,
  getMe,
  getStudioLink,
  listColumns,
  listInvitations,
  listMembers,
  listMetadata,
  listMethods,
  listTrials,
} from '@querent/domain';
import { notFound } from 'next/navigation';
import { SettingsPage } from '@/features/projects/settings-page';
import { Shell } from '@/features/shell/shell';
import { loadProject, projectTitle } from '@/server/load-project';
import { shownPages } from '@/server/shown-pages';
import { workerUrl } from '@/server/worker-url';

type Props = {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ members?: string | string[]; invitations?: string | string[] }>;
};

export const generateMetadata = ({ params }: Props) => projectTitle(params, 'Settings');

export default async function Page({ params, searchParams }: Props) {
  const { context, project, projectId } = await loadProject(params);
  if (!project.canManage) notFound();
  const pages = await searchParams;
  const [person, members, invitations, methods, { items: trials }, columns, metadata, studio] = await Promise.all([
    getMe(context),
    shownPages(pages.members, (page) => listMembers(context, { ...page, projectId })),
    shownPages(pages.invitations, (page) => listInvitations(context, { ...page, projectId })),
    listMethods(context, { projectId }),
    listTrials(context, { projectId }),
    listColumns(context, { projectId }),
    listMetadata(context, { projectId }),
    getStudioLink(context, { projectId, workerUrl: workerUrl() }).catch(orNone),
  ]);
  return (
    <Shell person={person}>
      <SettingsPage
        project={project}
        me={person}
        {...{ members, invitations, methods, trials, columns, metadata, studio }}
      />
    </Shell>
  );
}

function orNone(error: unknown): null {
  if (error instanceof DomainError && error.code === 'studio_not_linked') return null;
  throw error;
}
