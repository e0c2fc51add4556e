import { getProjectState } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /projects/{projectId}/state', ({ context, params }) => getProjectState(context, params));
