import { changeServing } from '@querent/domain';
import { route } from '@/server/route';

export const PATCH = route('PATCH /projects/{projectId}/serving', ({ context, params, body }) =>
  changeServing(context, { ...params, ...body }),
);
