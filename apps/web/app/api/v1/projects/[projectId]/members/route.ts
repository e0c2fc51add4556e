import { listMembers } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /projects/{projectId}/members', ({ context, params }) => listMembers(context, params));
