import { retryImport } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /projects/{projectId}/import/retry', ({ context, params }) =>
  retryImport(context, params),
);
