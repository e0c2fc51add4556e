import { getMe, getProjectState, getStatistics, listProjects } from '@querent/domain';
import { FollowList } from '@/features/projects/follow-list';
import { ProjectsPage } from '@/features/projects/projects-page';
import { Shell } from '@/features/shell/shell';
import { pageContext } from '@/server/session';

export const metadata = { title: { absolute: 'Projects · Querent' } };

export default async function Page() {
  const context = await pageContext();
  const [person, projects] = await Promise.all([getMe(context), listProjects(context)]);
  const entries = await Promise.all(
    projects.map(async (project) => ({
      project,
      state: await getProjectState(context, { projectId: project.id }),
      figure: project.canManage
        ? ((await getStatistics(context, { projectId: project.id })).rounds.findLast((r) => r.figures.length > 0)
            ?.figures[0] ?? null)
        : null,
    })),
  );
  return (
    <Shell person={person}>
      <FollowList />
      <ProjectsPage entries={entries} canCreate={person.role !== 'annotator'} />
    </Shell>
  );
}
