import 'server-only';
import type { RouteHeaders, RouteName, Upload } from '@querent/contracts';
import { appendUpload, type Context, createUpload, DomainError, getLimits, removeUpload } from '@querent/domain';
import { bodyBytes } from './body-bytes';
import { route } from './route';

/** Of tus, as https://tus.io/protocols/resumable-upload has it. */
const VERSION = '1.0.0';
const EXTENSIONS = 'creation,creation-with-upload,termination,expiration';
const PIECE = 'application/offset+octet-stream';
/** Who sends nothing for so long has gone, and holds up whoever goes on. */
const QUIET_MS = 15_000;
const BROKEN_OFF = 'The request broke off. What has come of the file stays; ask how far that is, and go on there.';

/** A route of the contract whose answers, refusals included, say that they are tus. */
export function tusRoute<Name extends RouteName>(...given: Parameters<typeof route<Name>>) {
  const answer = route<Name>(...given);
  return async (...call: Parameters<typeof answer>): Promise<Response> => {
    const response = await answer(...call);
    response.headers.set('tus-resumable', VERSION);
    if (response.status === 412) response.headers.set('tus-version', VERSION);
    return response;
  };
}

type CreateHeaders = RouteHeaders<'POST /uploads'>;
type PieceHeaders = RouteHeaders<'PATCH /uploads/{uploadId}'>;

/** What is spoken here, and how large a file may be. */
export async function describeTus(context: Context): Promise<Response> {
  const { uploadBytes } = await getLimits(context);
  const headers = { 'tus-version': VERSION, 'tus-extension': EXTENSIONS, 'tus-max-size': String(uploadBytes) };
  return new Response(null, { status: 204, headers: { ...headers, allow: 'OPTIONS, POST' } });
}

/** Makes an upload, of which the beginning, or all of it, may come along. */
export async function beginUpload(context: Context, headers: CreateHeaders, request: Request): Promise<Response> {
  checkVersion(headers);
  const unverifiedName = nameOf(headers['upload-metadata'] ?? '');
  const made = await createUpload(context, { unverifiedName, bytes: Number(headers['upload-length']) });
  const comesAlong = request.body !== null && headers['content-type'] !== undefined;
  const upload = comesAlong ? await appendFirst(context, made, headers, request) : made;
  const response = tusAnswer(upload, 201);
  response.headers.set('location', `/api/v1/uploads/${upload.id}`);
  return response;
}

/** Nobody has been told yet where the file goes on, so that what breaks off here begins anew. */
async function appendFirst(context: Context, { id }: Upload, headers: CreateHeaders, request: Request) {
  try {
    return await appendPiece(context, { uploadId: id }, { ...headers, 'upload-offset': '0' }, request);
  } catch (error) {
    await removeUpload(context, { uploadId: id }).catch(() => {}); // the sweep does
    throw error;
  }
}

export async function appendPiece(
  context: Context,
  { uploadId }: { uploadId: string },
  headers: PieceHeaders,
  request: Request,
): Promise<Upload> {
  checkVersion(headers);
  if (headers['content-type'] !== PIECE)
    throw new DomainError('invalid_input', `Send the bytes of the file as they are, with "content-type: ${PIECE}".`);
  const announced = request.headers.get('content-length');
  const piece = { uploadId, offset: Number(headers['upload-offset']), bytes: announced ? Number(announced) : null };
  return appendUpload(context, piece, bodyBytes(request.body, BROKEN_OFF, QUIET_MS));
}

/** How far an upload has come, in the headers of tus. */
export function tusAnswer(upload: Upload, status: number): Response {
  const headers = tusHeaders(upload);
  return status === 200 ? Response.json(upload, { headers }) : new Response(null, { status, headers });
}

const tusHeaders = ({ receivedBytes, bytes, name, expiresAt }: Upload) => ({
  'cache-control': 'no-store',
  'upload-offset': String(receivedBytes),
  ...(bytes === null ? { 'upload-defer-length': '1' } : { 'upload-length': String(bytes) }),
  'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
  'upload-expires': new Date(expiresAt).toUTCString(),
});

function checkVersion({ 'tus-resumable': version = VERSION }: PieceHeaders | CreateHeaders): void {
  if (version !== VERSION) throw new DomainError('tus_version', `Version ${VERSION} of tus is spoken here.`);
}

/** `Upload-Metadata` is pairs of a key and a value in base64, with commas between them. */
function nameOf(metadata: string): string {
  const pairs = metadata.split(',').map((pair) => pair.trim().split(' '));
  const encodedAt = (key: string) => pairs.find(([name]) => name === key)?.[1];
  const encoded = encodedAt('filename') ?? encodedAt('name') ?? '';
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64'));
  } catch (cause) {
    throw new DomainError('invalid_input', 'The name of the file is not UTF-8 in base64.', { cause });
  }
}
