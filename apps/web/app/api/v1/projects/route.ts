import { createProject, listProjects } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /projects', ({ context, query }) => listProjects(context, query));
export const POST = route('POST /projects', ({ context, body }) => createProject(context, body));
