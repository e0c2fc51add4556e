import { many, sizeInWords, type Upload } from '@querent/contracts';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { readLimits } from '../limits/read-limits.js';
import { type Hold, holding } from './hold.js';
import { spaceWatch } from './space.js';
import { getOwnUpload, settle, sizeOf, toUpload } from './upload.js';

interface Piece {
  uploadId: string;
  /** Where it begins, which is where the file ends so far. */
  offset: number;
  /** Of the piece, where that is said before it comes. */
  bytes: number | null;
}

/**
 * Writes a piece at the end of a file. What has come before the piece breaks off stays.
 *
 * @param chunks the piece, of which no more is in memory than is being written
 * @throws forbidden, upload_not_found, upload_elsewhere, upload_busy, too_large, disk_full, storage_failed, and what `chunks` throws
 */
export async function appendUpload(
  context: Context,
  { uploadId, offset, bytes }: Piece,
  chunks: AsyncIterable<Uint8Array>,
): Promise<Upload> {
  const { db, inbox } = context;
  const row = await getOwnUpload(context, uploadId);
  if (row.url !== null || row.bytes === null)
    throw new DomainError('invalid_input', 'This file is fetched from an address; nothing of it can be sent.');
  const whole = Number(row.bytes);
  return holding(db, uploadId, async (hold) => {
    const size = await sizeOf(context, uploadId);
    if (size !== offset) throw elsewhere(offset, size);
    if (offset + (bytes ?? 0) > whole) throw tooMuch(whole);
    const watch = spaceWatch(inbox, await readLimits(db));
    const end = await inbox.append(uploadId, offset, guarded(chunks, { hold, offset, whole, watch }));
    const { receivedAt } = await settle(context, row, end);
    return toUpload({ ...row, receivedAt, heldUntil: new Date() }, end);
  });
}

interface Guard {
  hold: Hold;
  offset: number;
  /** Bytes of the whole file. */
  whole: number;
  watch: ReturnType<typeof spaceWatch>;
}

async function* guarded(chunks: AsyncIterable<Uint8Array>, { hold, offset, whole, watch }: Guard) {
  let place = offset;
  for await (const chunk of chunks) {
    place += chunk.byteLength;
    if (place > whole) throw tooMuch(whole);
    await watch(chunk.byteLength);
    hold.check();
    yield chunk;
  }
}

const elsewhere = (offset: number, size: number) =>
  new DomainError(
    'upload_elsewhere',
    `The piece begins at byte ${offset}, and ${many(size, 'byte has come', 'bytes have come')}. Ask how far the file has come, and go on there.`,
  );

const tooMuch = (bytes: number) =>
  new DomainError(
    'too_large',
    `More comes than the ${sizeInWords(bytes)} that were announced. Throw the file away and announce all of it.`,
  );
