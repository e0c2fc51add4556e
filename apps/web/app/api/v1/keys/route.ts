import { listKeys } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /keys', ({ context, query }) => listKeys(context, query));
