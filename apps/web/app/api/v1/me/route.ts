import { getMe } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /me', ({ context }) => getMe(context));
