import { listRecentAnnotations } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /projects/{projectId}/annotations/mine', ({ context, params }) =>
  listRecentAnnotations(context, params),
);
