import type { FetchUpload, Upload } from '@querent/contracts';
import type { Context } from '../context/context.js';
import { createUpload } from './create-upload.js';
import { lastPartOf } from './fetch-file.js';
import { checkUrl } from './guarded-request.js';

/**
 * Has a file fetched from the web; a worker does it, and `getUpload` says how far it is.
 *
 * @throws forbidden, url_refused, disk_full, too_many_uploads, storage_failed
 */
export async function fetchUpload(context: Context, { url: address }: FetchUpload): Promise<Upload> {
  const url = checkUrl(address);
  url.hash = '';
  return createUpload(context, { unverifiedName: lastPartOf(url), bytes: null, url: url.href });
}
