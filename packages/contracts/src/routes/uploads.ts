import { z } from 'zod';
import { FetchUpload, Upload } from '../uploads.js';
import { NOTHING, type RouteEntry } from './route-entry.js';

const UploadParams = z.object({ uploadId: z.string() });

/** Of tus, whose bodies are pieces of a file. */
const PIECE = 'application/offset+octet-stream';
const count = (about: string) =>
  z
    .string(`must be given: ${about}`)
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .describe(about);
const TusHeaders = z.object({
  'tus-resumable': z.string().optional().describe('1.0.0, the version of tus that is spoken here'),
  'content-type': z.string().optional(),
});

/** Files on their way in, by the protocol tus (https://tus.io/protocols/resumable-upload): any client of it sends them. */
export const uploadRoutes = {
  'OPTIONS /uploads': {
    access: 'read',
    summary: 'Which version and extensions of tus are spoken here, and how large a file may be',
    response: NOTHING,
    status: 204,
    errors: ['forbidden'],
  },
  'POST /uploads': {
    access: 'manage',
    summary:
      'Begin to send a file, or send all of it at once. The header `location` of the answer says where it goes on',
    headers: TusHeaders.extend({
      'upload-length': count('Bytes of the whole file'),
      'upload-metadata': z
        .string()
        .max(8_000) // servers take some 16,000 characters of headers, all of them together
        .optional()
        .describe('`filename` and, after a space, the name of the file in base64'),
    }),
    takes: PIECE,
    response: NOTHING,
    status: 201,
    errors: ['forbidden', 'tus_version', 'too_large', 'too_many_uploads', 'storage_failed'],
  },
  'POST /uploads/fetch': {
    access: 'manage',
    summary: 'Have a file fetched from an address of the web in the background',
    body: FetchUpload,
    response: Upload,
    errors: ['forbidden', 'url_refused', 'too_many_uploads', 'storage_failed'],
  },
  'GET /uploads/{uploadId}': {
    access: 'read',
    summary: 'How far a file has come. HEAD says the same in the headers of tus',
    params: UploadParams,
    response: Upload,
    errors: ['upload_not_found', 'forbidden', 'storage_failed'],
  },
  'PATCH /uploads/{uploadId}': {
    access: 'manage',
    summary: 'Send a piece of a file, or all that is missing of it',
    params: UploadParams,
    headers: TusHeaders.extend({ 'upload-offset': count('Bytes of the file that have come, as HEAD says') }),
    takes: PIECE,
    response: NOTHING,
    status: 204,
    errors: ['upload_not_found', 'forbidden', 'tus_version', 'upload_elsewhere', 'upload_busy', 'storage_failed'],
  },
  'DELETE /uploads/{uploadId}': {
    access: 'manage',
    summary: 'Throw a file away, and stop fetching it',
    params: UploadParams,
    response: NOTHING,
    status: 204,
    errors: ['upload_not_found', 'forbidden', 'import_running', 'storage_failed'],
  },
} as const satisfies Record<string, RouteEntry>;
