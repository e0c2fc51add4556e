import { createResetLink } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /people/{personId}/reset-link', ({ context, params }) =>
  createResetLink(context, params),
);
