import { createKey, listOwnKeys } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /me/keys', ({ context, query }) => listOwnKeys(context, query));
export const POST = route('POST /me/keys', ({ context, body }) => createKey(context, body));
