import { listModelExports, requestModelExport } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /models/{modelId}/exports', ({ context, params }) => listModelExports(context, params));

export const POST = route('POST /models/{modelId}/exports', ({ context, params, body }) =>
  requestModelExport(context, { ...body, ...params }),
);
