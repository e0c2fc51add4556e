import type { ExportFile } from '@querent/domain';
import type { Asked } from './known-error';
import { reportFailure } from './problem';

/**
 * A file to be saved, sent while it is made. Whoever goes away ends its making. What fails before the first bytes is a
 * refusal like any other; after them the connection breaks, so that nobody takes the beginning for the whole.
 *
 * @throws what making the first bytes throws
 */
export async function fileResponse(file: ExportFile, request: Request, asked: Asked): Promise<Response> {
  const headers = {
    'content-type': file.mediaType,
    'content-disposition': dispositionOf(file.name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  };
  // HEAD comes here too, and nobody would ever read what follows.
  if (request.method === 'HEAD') return new Response(null, { headers });
  const bytes = file.bytes[Symbol.asyncIterator]();
  let isGone = false;
  let waiting: Promise<IteratorResult<Uint8Array>> | null = Promise.resolve(await bytes.next());
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await (waiting ?? bytes.next());
          waiting = null;
          if (isGone) return;
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          if (isGone) return;
          reportFailure(error, asked);
          controller.error(error);
        }
      },
      async cancel() {
        isGone = true;
        await bytes.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers });
}

/** For browsers that know letters beyond ASCII, and for the others. */
function dispositionOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
