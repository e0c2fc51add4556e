import { undoAnnotation } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /annotations/{annotationId}/undo', ({ context, params }) =>
  undoAnnotation(context, params),
);
