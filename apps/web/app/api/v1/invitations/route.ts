import { createInvitation, listInvitations } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /invitations', ({ context, query }) => listInvitations(context, query));
export const POST = route('POST /invitations', ({ context, body }) => createInvitation(context, body));
