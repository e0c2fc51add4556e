import { listPeople } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /people', ({ context, query }) => listPeople(context, query));
