import { addClass } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /projects/{projectId}/classes', ({ context, params, body }) =>
  addClass(context, { ...body, ...params }),
);
