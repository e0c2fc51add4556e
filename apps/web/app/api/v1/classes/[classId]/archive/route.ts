import { archiveClass } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /classes/{classId}/archive', ({ context, params, body }) =>
  archiveClass(context, { ...body, ...params }),
);
