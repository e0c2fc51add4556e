import { submitAnnotation } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /projects/{projectId}/annotations', ({ context, params, body }) =>
  submitAnnotation(context, { ...body, ...params }),
);
