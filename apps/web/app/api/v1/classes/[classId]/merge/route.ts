import { mergeClass } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /classes/{classId}/merge', ({ context, params, body }) =>
  mergeClass(context, { ...body, ...params }),
);
