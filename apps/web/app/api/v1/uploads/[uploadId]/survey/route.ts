import { surveyUpload } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /uploads/{uploadId}/survey', ({ context, params, body }) =>
  surveyUpload(context, { ...body, ...params }),
);
