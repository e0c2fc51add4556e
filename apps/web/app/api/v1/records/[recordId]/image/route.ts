import { getRecordImage } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /records/{recordId}/image', async ({ context, params, query }) => {
  const { bytes, contentType } = await getRecordImage(context, { ...params, ...query });
  // Never active content, whatever was uploaded; a record's picture does not change.
  return new Response(Buffer.from(bytes), {
    headers: {
      'content-type': contentType,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=31536000, immutable',
    },
  });
});
