import { pauseTraining } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /projects/{projectId}/pause', ({ context, params }) => pauseTraining(context, params));
