import { getMe, updateMe } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /me', ({ context }) => getMe(context));
export const PATCH = route('PATCH /me', ({ context, body }) => updateMe(context, body));
