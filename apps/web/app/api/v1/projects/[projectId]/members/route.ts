import { addMember, listMembers } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /projects/{projectId}/members', ({ context, params, query }) =>
  listMembers(context, { ...query, ...params }),
);
export const POST = route('POST /projects/{projectId}/members', ({ context, params, body }) =>
  addMember(context, { ...body, ...params }),
);
