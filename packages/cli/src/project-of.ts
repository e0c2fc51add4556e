import { ApiError, foldName, type Project } from '@querent/contracts';
import type { Connection } from './connection.js';
import { CliError, EXIT } from './failure.js';
import { everyItem } from './pages.js';

/** Those whose names people read as the same, newest first. */
export async function projectsNamed({ api }: Pick<Connection, 'api'>, name: string): Promise<Project[]> {
  const named: Project[] = [];
  for await (const project of everyItem((query) => api('GET /projects', { query })))
    if (foldName(project.name) === foldName(name)) named.push(project);
  return named;
}

/** A project by its id or, where only one is called so, by its name. @throws CliError */
export async function projectOf({ api }: Connection, given: string): Promise<Project> {
  const named: Project[] = [];
  for await (const project of everyItem((query) => api('GET /projects', { query }))) {
    if (project.id === given) return project;
    if (foldName(project.name) === foldName(given)) named.push(project);
  }
  const [project, other] = named;
  if (!project) return projectById({ api }, given);
  if (!other) return project;
  const ids = named.map(({ id, createdAt }) => `${id} (made ${createdAt.slice(0, 10)})`).join(', ');
  throw new CliError(`Several projects are called "${given}": ${ids}. Name one by its id.`, EXIT.refused);
}

/** A key for one project sees no list of others, and may be asked for by an id that is not listed. */
async function projectById({ api }: Pick<Connection, 'api'>, projectId: string): Promise<Project> {
  try {
    return await api('GET /projects/{projectId}', { params: { projectId } });
  } catch (error) {
    if (error instanceof ApiError && error.problem?.status === 404)
      throw new CliError(
        `There is no project "${projectId}" that you can see. List them: querent projects`,
        EXIT.notFound,
        {
          problem: error.problem,
        },
      );
    throw error;
  }
}
