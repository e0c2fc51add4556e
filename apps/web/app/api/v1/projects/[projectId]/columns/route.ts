import { changeColumns } from '@querent/domain';
import { route } from '@/server/route';

export const PATCH = route('PATCH /projects/{projectId}/columns', ({ context, params, body }) =>
  changeColumns(context, { ...body, ...params }),
);
