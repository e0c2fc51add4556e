import { startRound } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /projects/{projectId}/rounds', ({ context, params }) => startRound(context, params));
