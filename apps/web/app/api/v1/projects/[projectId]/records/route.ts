import { addRecords, listRecords, removeRecords } from '@querent/domain';
import { heardToItsEnd } from '@/server/body-bytes';
import { readRecords } from '@/server/read-records';
import { route } from '@/server/route';

export const GET = route('GET /projects/{projectId}/records', ({ context, params, query }) =>
  listRecords(context, { ...query, ...params }),
);
export const POST = route('POST /projects/{projectId}/records', ({ context, params, query, request }) =>
  heardToItsEnd(request, () => addRecords(context, { ...query, ...params }, readRecords(request))),
);
export const DELETE = route('DELETE /projects/{projectId}/records', ({ context, params, body }) =>
  removeRecords(context, { ...body, ...params }),
);
