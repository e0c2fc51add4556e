import { retryEncoding } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /projects/{projectId}/encoding/retry', ({ context, params }) =>
  retryEncoding(context, params),
);
