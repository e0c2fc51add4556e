import { addRecords, listRecords, removeRecords } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /projects/{projectId}/records', ({ context, params, query }) =>
  listRecords(context, { ...query, ...params }),
);
export const POST = route('POST /projects/{projectId}/records', ({ context, params, query, body, lines }) =>
  addRecords(context, { ...query, ...params }, lines ?? placed(body.records)),
);
export const DELETE = route('DELETE /projects/{projectId}/records', ({ context, params, body }) =>
  removeRecords(context, { ...body, ...params }),
);

const placed = (records: unknown[]) => records.map((given, at) => ({ place: `record ${at + 1}`, given }));
