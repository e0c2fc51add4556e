import { startImport } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /projects/{projectId}/imports', ({ context, params, body }) =>
  startImport(context, { ...body, ...params }),
);
