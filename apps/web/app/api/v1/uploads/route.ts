import { beginUpload, describeTus, tusRoute } from '@/server/tus';

export const OPTIONS = tusRoute('OPTIONS /uploads', ({ context }) => describeTus(context));
export const POST = tusRoute('POST /uploads', ({ context, headers, request }) =>
  beginUpload(context, headers, request),
);
