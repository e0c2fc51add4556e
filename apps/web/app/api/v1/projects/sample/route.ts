import { createSampleProject } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /projects/sample', ({ context, body }) => createSampleProject(context, body));
