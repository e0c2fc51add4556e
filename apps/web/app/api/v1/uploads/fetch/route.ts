import { fetchUpload } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /uploads/fetch', ({ context, body }) => fetchUpload(context, body));
