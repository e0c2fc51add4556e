import { createReadStream, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ERRORS, Problem, sizeInWords } from '@querent/contracts';
import { DefaultHttpStack, type DetailedError, Upload } from 'tus-js-client';
import type { Connection } from './connection.js';
import { CliError, EXIT } from './failure.js';
import { uploadsKeptIn } from './kept-uploads.js';
import { stateFolder } from './settings.js';
import type { Terminal } from './terminal.js';

const PIECE_BYTES = 8_000_000;
/** After a server that was killed, the next piece is taken ten seconds later. */
const WAITS_MS = [0, 1_000, 2_000, 5_000, 5_000, 10_000, 10_000, 20_000, 30_000];

/** A file on its way in: what is forgotten once it needs no going on. */
export interface Sent {
  uploadId: string;
  forget(): Promise<void>;
}

/**
 * Sends a file in pieces by tus. The same command goes on where it was cut off, as long as the file stays as it is.
 *
 * @param name as which it comes
 * @throws CliError
 */
export async function sendFile(
  { address, key }: Connection,
  terminal: Terminal,
  path: string,
  name = basename(path),
): Promise<Sent> {
  const { size, mtimeMs } = statSync(path);
  if (size === 0) throw new CliError(`${path} is empty. Name a file with records.`, EXIT.refused);
  const storage = uploadsKeptIn(join(stateFolder(), 'uploads.json'));
  const fingerprint = [address, resolve(path), size, Math.round(mtimeMs)].join(' ');
  let arrived = 0;
  let [done, reject]: [(id: string) => void, (reason: Error) => void] = [() => {}, () => {}];
  const ended = new Promise<string>((...given) => {
    [done, reject] = given;
  });
  const upload = new Upload(createReadStream(path) as unknown as Blob, {
    endpoint: `${address}/api/v1/uploads`,
    headers: { authorization: `Bearer ${key}` },
    metadata: { filename: name },
    chunkSize: PIECE_BYTES,
    retryDelays: WAITS_MS,
    urlStorage: storage,
    fingerprint: async () => fingerprint,
    httpStack: new DefaultHttpStack({}),
    onProgress: (sent) =>
      terminal.progress(`Sending ${name}`, sent / size, `${sizeInWords(sent)} of ${sizeInWords(size)}`),
    onAfterResponse(request, response) {
      const offset = Number(response.getHeader('Upload-Offset') ?? Number.NaN);
      if (Number.isFinite(offset)) arrived = offset;
      // The library would begin anew after any refusal to say how far it is; that is right of a file that is gone only.
      const isRefused = request.getMethod() === 'HEAD' && response.getStatus() >= 400 && response.getStatus() !== 404;
      if (isRefused)
        throw new CliError(
          `The server does not say how far ${name} has come (${response.getStatus()}). Try again.`,
          EXIT.away,
        );
    },
    onShouldRetry: (error) => !terminal.signal.aborted && isPassing(error),
    onError: (error) => reject(failureOf(error, address, arrived)),
    onSuccess: () => done(upload.url?.split('/').at(-1) ?? ''),
  });
  const stop = () => {
    void upload.abort();
    reject(
      new CliError(
        `Stopped; ${sizeInWords(arrived)} of ${sizeInWords(size)} are there. The same command goes on from there.`,
        EXIT.interrupted,
      ),
    );
  };
  terminal.signal.addEventListener('abort', stop, { once: true });
  const [before] = await upload.findPreviousUploads();
  if (before) {
    upload.resumeFromPreviousUpload(before);
    terminal.note(`${name} was begun before: it goes on from there.`);
  }
  upload.start();
  try {
    const uploadId = await ended;
    const forget = async () => {
      for (const one of await upload.findPreviousUploads()) await storage.removeUpload(one.urlStorageKey);
    };
    return { uploadId, forget };
  } finally {
    terminal.signal.removeEventListener('abort', stop);
    terminal.clear();
  }
}

const problemIn = (error: DetailedError): Problem | null => {
  try {
    return Problem.safeParse(JSON.parse(error.originalResponse?.getBody() ?? '')).data ?? null;
  } catch {
    return null;
  }
};

/** Whether the same may succeed later: no answer, a server that rests, or a piece that came twice. */
function isPassing(error: DetailedError): boolean {
  if (error.causingError instanceof CliError) return false;
  const problem = problemIn(error);
  if (problem?.code === 'upload_elsewhere') return true;
  if (problem) return ERRORS[problem.code].retry && problem.code !== 'disk_full';
  const status = error.originalResponse?.getStatus() ?? 0;
  return status === 0 || status === 409 || status === 423 || status >= 500;
}

function failureOf(error: Error | DetailedError, address: string, arrived: number): CliError {
  if ('causingError' in error && error.causingError instanceof CliError) return error.causingError;
  const problem = 'originalResponse' in error ? problemIn(error) : null;
  if (problem) {
    const code = problem.status === 401 ? EXIT.signIn : problem.status === 403 ? EXIT.notAllowed : EXIT.refused;
    return new CliError(problem.detail, code, { problem });
  }
  const stays = arrived > 0 ? ' What has come stays: the same command goes on from there.' : '';
  return new CliError(
    `${address} does not take the file: it does not answer. Check that Querent runs there.${stays}`,
    EXIT.away,
    { cause: error },
  );
}
