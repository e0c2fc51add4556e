import { takePredictions } from '@querent/domain';
import { heardToItsEnd } from '@/server/body-bytes';
import { readPredictions } from '@/server/read-predictions';
import { route } from '@/server/route';

export const POST = route('POST /rounds/{roundId}/predictions', ({ context, params, query, request }) =>
  heardToItsEnd(request, () => takePredictions(context, params, () => readPredictions(request, query))),
);
