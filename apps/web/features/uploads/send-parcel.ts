import { ApiError, ERRORS, Problem } from '@querent/contracts';
import type { DetailedError, HttpRequest, HttpResponse } from 'tus-js-client';
import { api } from '@/features/shell/api';
import { noteAnswer } from '@/features/shell/signed-out';
import { uploadIdOf, uploadStorage } from './kept-uploads';
import type { Parcel } from './parcel';

const PIECE_BYTES = 8_000_000;
/** A quarter of an hour without a network; then a press goes on. */
const WAITS_MS = [0, 1_000, 2_000, ...Array.from({ length: 180 }, () => 5_000)];

export interface SendingEvents {
  onProgress(sent: number): void;
  /** The network, or the server, is away, and is tried again. @param arrived bytes that the server has taken */
  onWait(arrived: number): void;
  onDone(uploadId: string): void;
  /** @param text what happened and what to do, for the person */
  onError(text: string, arrived: number): void;
}

export interface Sending {
  /** Leaves nothing behind, neither here nor there. */
  cancel(): Promise<void>;
  /** After an error. */
  again(): void;
  /** The page goes; what has been sent stays. */
  pause(): void;
}

/** Sends a parcel in pieces; where it was begun before, in this browser, it goes on from there. */
export async function sendParcel(parcel: Parcel, events: SendingEvents): Promise<Sending> {
  // Only who brings a file needs it.
  const tus = await import('tus-js-client');
  const storage = uploadStorage();
  const source = parcel.open();
  // What is on its way may be refused: only the server knows what it has.
  let arrived = 0;
  const upload = new tus.Upload(parcel.file ?? new File([], parcel.name), {
    endpoint: '/api/v1/uploads',
    chunkSize: PIECE_BYTES,
    uploadSize: parcel.bytes,
    metadata: { filename: parcel.name },
    retryDelays: WAITS_MS,
    urlStorage: storage,
    fingerprint: async () => parcel.fingerprint,
    ...(source ? { fileReader: { openFile: async () => source } } : {}),
    async onAfterResponse(request, response) {
      noteAnswer(response.getStatus());
      const offset = Number(response.getHeader('Upload-Offset') ?? Number.NaN);
      if (Number.isFinite(offset)) arrived = offset;
      await goOnOnly(request, response);
    },
    onProgress: (sent) => events.onProgress(sent),
    onShouldRetry(error) {
      const canRetry = isPassing(error);
      if (canRetry) events.onWait(arrived);
      return canRetry;
    },
    onSuccess: () => events.onDone(uploadIdOf(upload.url ?? '')),
    onError: (error) => events.onError(saidBy(error), arrived),
  });
  const [before] = await upload.findPreviousUploads();
  if (before) upload.resumeFromPreviousUpload(before);
  upload.start();
  return {
    cancel: () => upload.abort(true),
    again: () => upload.start(),
    pause: () => void upload.abort(),
  };
}

/**
 * After any refusal to say how far a file has come, the library sends it from its beginning. That is right of one that is gone
 * only: everything else is an error, whose words stand in the answer to another question, since this one has none.
 */
async function goOnOnly(request: HttpRequest, response: HttpResponse): Promise<void> {
  const status = response.getStatus();
  if (request.getMethod() !== 'HEAD' || status < 400 || status === 404) return;
  await api('GET /uploads/{uploadId}', { params: { uploadId: uploadIdOf(request.getURL()) } });
  throw new Error('It can say so by now.');
}

const problemIn = (error: DetailedError) => {
  if (error.causingError instanceof ApiError) return error.causingError.problem;
  try {
    return Problem.safeParse(JSON.parse(error.originalResponse?.getBody() ?? '')).data ?? null;
  } catch {
    return null;
  }
};

/** Whether the same may succeed later: no answer, a server that rests, or a piece that came twice. */
function isPassing(error: DetailedError): boolean {
  const status = error.originalResponse?.getStatus() ?? 0;
  const problem = problemIn(error);
  // Where it is farther than was thought, it is asked how far.
  if (problem?.code === 'upload_elsewhere') return true;
  if (problem) return ERRORS[problem.code].retry && problem.code !== 'disk_full';
  return status === 0 || status === 409 || status === 423 || status >= 500;
}

function saidBy(error: Error | DetailedError): string {
  if (!('originalResponse' in error)) return error.message;
  const problem = problemIn(error);
  if (problem) return problem.detail;
  return error.originalResponse
    ? 'The server did not take the file. Try again; what has been sent stays.'
    : 'The server does not answer. Check the network and try again; what has been sent stays.';
}
