import { removePredictions } from '@querent/domain';
import { route } from '@/server/route';

export const DELETE = route('DELETE /predictions/{predictionsId}', ({ context, params }) =>
  removePredictions(context, params),
);
