import { resumeTraining } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /projects/{projectId}/resume', ({ context, params }) =>
  resumeTraining(context, params),
);
