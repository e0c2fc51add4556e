import { getMe, getProjectState, getStatistics, listProjects } from '@querent/domain';
import { FollowList } from '@/features/projects/follow-list';
import { ProjectsPage } from '@/features/projects/projects-page';
import { Shell } from '@/features/shell/shell';
import { ShowMore } from '@/features/shell/show-more';
import { pageContext } from '@/server/session';
import { shownPages } from '@/server/shown-pages';

export const metadata = { title: { absolute: 'Projects · Querent' } };

type Props = { searchParams: Promise<{ projects?: string | string[] }> };

export default async function Page({ searchParams }: Props) {
  const context = await pageContext();
  const { projects: pages } = await searchParams;
  const [person, projects] = await Promise.all([
    getMe(context),
    shownPages(pages, (page) => listProjects(context, page)),
  ]);
  const entries = await Promise.all(
    projects.items.map(async (project) => ({
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
      <FollowList pages={projects.pages} />
      <ProjectsPage entries={entries} canCreate={person.role !== 'annotator'} />
      <ShowMore name="projects" more={projects.more} />
    </Shell>
  );
}
