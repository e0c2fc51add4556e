import { pinModel } from '@querent/domain';
import { route } from '@/server/route';

export const PATCH = route('PATCH /models/{modelId}', ({ context, params, body }) =>
  pinModel(context, { ...params, ...body }),
);
