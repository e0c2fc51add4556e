import { getStatistics } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /projects/{projectId}/statistics', ({ context, params }) =>
  getStatistics(context, params),
);
