import { updateClass } from '@querent/domain';
import { route } from '@/server/route';

export const PATCH = route('PATCH /classes/{classId}', ({ context, params, body }) =>
  updateClass(context, { ...body, ...params }),
);
