import { restoreClass } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /classes/{classId}/restore', ({ context, params }) => restoreClass(context, params));
