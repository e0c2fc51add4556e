import { listProjects } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /projects', ({ context }) => listProjects(context));
