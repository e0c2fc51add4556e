import { listTrials, startTrial } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /projects/{projectId}/trials', ({ context, params }) => listTrials(context, params));
export const POST = route('POST /projects/{projectId}/trials', ({ context, params, body }) =>
  startTrial(context, { ...body, ...params }),
);
