import { updatePerson } from '@querent/domain';
import { route } from '@/server/route';

export const PATCH = route('PATCH /people/{personId}', ({ context, params, body }) =>
  updatePerson(context, { ...body, ...params }),
);
