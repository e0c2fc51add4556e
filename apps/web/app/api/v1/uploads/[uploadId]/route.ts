import { getUpload, removeUpload } from '@querent/domain';
import { appendPiece, tusAnswer, tusRoute } from '@/server/tus';

/** HEAD has the same headers. */
export const GET = tusRoute('GET /uploads/{uploadId}', async ({ context, params }) =>
  tusAnswer(await getUpload(context, params), 200),
);
export const PATCH = tusRoute('PATCH /uploads/{uploadId}', async ({ context, params, headers, request }) =>
  tusAnswer(await appendPiece(context, params, headers, request), 204),
);
export const DELETE = tusRoute('DELETE /uploads/{uploadId}', async ({ context, params }) => {
  await removeUpload(context, params);
  return new Response(null, { status: 204 });
});
