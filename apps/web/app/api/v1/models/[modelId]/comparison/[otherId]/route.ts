import { compareModels } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /models/{modelId}/comparison/{otherId}', ({ context, params }) =>
  compareModels(context, params),
);
