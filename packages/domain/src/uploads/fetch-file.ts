import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { sizeInWords } from '@querent/contracts';
import { parse } from 'content-disposition';
import type { SystemContext } from '../context/context.js';
import { DomainError } from '../errors.js';
import { readLimits } from '../limits/read-limits.js';
import { type FetchRules, guardedRequest, lost, refused } from './guarded-request.js';
import type { Hold } from './hold.js';
import { safeName } from './safe-name.js';
import { checkSize, checkSpace, readSpace, spaceWatch } from './space.js';
import type { UploadRow } from './upload.js';

const SLOW_MS = 600_000;
const LEAST_BYTES_PER_SECOND = 1_000;

interface Fetching {
  hold: Hold;
  rules: FetchRules;
  signal: AbortSignal;
  /** Called once something has come. */
  onProgress(): Promise<unknown>;
}

/**
 * Fetches what is missing of a file from its address: the rest, where the server gives parts and the file there is still the
 * same, and else all of it anew.
 *
 * @returns bytes of the whole file
 * @throws url_refused, too_large for good; unavailable, disk_full, storage_failed, upload_busy where it goes on later
 */
export async function fetchFile(context: SystemContext, row: UploadRow, fetching: Fetching): Promise<number> {
  const { db, inbox } = context;
  const { id, validator } = row;
  const { rules, signal } = fetching;
  const before = await inbox.size(id);
  const rest = before > 0 && validator ? { range: `bytes=${before}-`, 'if-range': validator } : null;
  const headers = { 'user-agent': 'Querent', accept: '*/*', 'accept-encoding': 'identity', ...rest };
  const { response, url } = await guardedRequest(row.url ?? '', headers, rules, signal);
  try {
    checkStatus(response, url);
    const start = response.statusCode === 206 ? before : 0;
    if (response.statusCode === 206 && !response.headers['content-range']?.startsWith(`bytes ${before}-`))
      throw refused(url, 'gives other parts of the file than it was asked for');
    const body = unpacked(response);
    const length = body === response ? Number(response.headers['content-length'] ?? Number.NaN) : Number.NaN;
    const bytes = Number.isSafeInteger(length) ? start + length : null;
    const limits = await readLimits(db);
    checkSize(bytes ?? 0, limits);
    if (start === 0 && before > 0) await empty(context, id);
    const name = nameOf(response, url);
    await db.upload.update({ where: { id }, data: { bytes, name, validator: validatorOf(response) } });
    checkSpace(0, await readSpace(db, inbox), limits); // what is still to come counts as announced by now
    const watch = spaceWatch(inbox, limits);
    const chunks = guarded(body, { ...fetching, url, start, watch, most: limits.uploadBytes });
    const end = await inbox.append(id, start, chunks);
    if (bytes !== null && end !== bytes) throw lost(url, 'broke off before all of the file had come');
    return end;
  } finally {
    response.destroy();
  }
}

/** Leaves nothing of a file but its name. */
export async function empty({ inbox }: SystemContext, id: string): Promise<void> {
  await inbox.remove(id);
  await inbox.create(id);
}

interface Guard extends Fetching {
  url: URL;
  start: number;
  most: number;
  watch: ReturnType<typeof spaceWatch>;
}

async function* guarded(body: Readable, { hold, rules, signal, onProgress, url, start, most, watch }: Guard) {
  const since = performance.now();
  let place = start;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      signal.throwIfAborted();
      if (place === start) await onProgress();
      place += chunk.byteLength;
      if (place > most) throw endless(most);
      checkPace(url, place - start, performance.now() - since, rules);
      await watch(chunk.byteLength);
      hold.check();
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof DomainError || signal.aborted) throw cause;
    throw lost(url, 'broke off before all of the file had come', cause);
  }
}

function checkPace(url: URL, bytes: number, ms: number, { slowMs = SLOW_MS }: FetchRules): void {
  if (ms > slowMs && bytes < (ms / 1_000) * LEAST_BYTES_PER_SECOND)
    throw refused(url, 'sends too slowly. Download the file yourself, and send it from your machine');
}

const endless = (most: number) =>
  new DomainError(
    'too_large',
    `More comes from the address than the ${sizeInWords(most)} that are allowed here. An admin can change that under "Limits".`,
  );

function checkStatus({ statusCode = 0 }: IncomingMessage, url: URL): void {
  if (statusCode === 200 || statusCode === 206) return;
  if (statusCode === 401 || statusCode === 403)
    throw refused(
      url,
      `is not for everybody (${statusCode}). Download the file yourself, and send it from your machine`,
    );
  if (statusCode === 404 || statusCode === 410) throw refused(url, `leads to nothing (${statusCode})`);
  if (statusCode === 408 || statusCode === 429 || statusCode >= 500)
    throw lost(url, `cannot give the file at the moment (${statusCode})`);
  throw refused(url, `answers with ${statusCode} and no file`);
}

/** A body without the packing that it has on its way, which is not that of the file. */
function unpacked(response: IncomingMessage): Readable {
  const packing = response.headers['content-encoding'];
  const unpack = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress };
  const open = Object.entries(unpack).find(([name]) => name === packing)?.[1];
  if (!open) return response;
  const opened = open();
  response.on('error', (error) => opened.destroy(error));
  opened.on('close', () => response.destroy());
  return response.pipe(opened);
}

/** By which the server tells whether the file is still the same; none where a part of the body is no part of the file. */
function validatorOf({ headers }: IncomingMessage): string | null {
  if (headers['content-encoding'] || headers['accept-ranges'] === 'none') return null;
  const isStrong = headers.etag?.startsWith('"');
  return (isStrong ? headers.etag : headers['last-modified']) ?? null;
}

function nameOf({ headers }: IncomingMessage, url: URL): string {
  const given = headers['content-disposition'];
  const filename = given ? parse(Buffer.from(given, 'latin1').toString()).parameters.filename : undefined;
  return safeName(filename || lastPartOf(url));
}

/** What the file is called before anybody has asked. */
export function lastPartOf({ pathname, host }: URL): string {
  const last = pathname.split('/').findLast((part) => part !== '') ?? host;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
