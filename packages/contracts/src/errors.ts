import { z } from 'zod';
import { keysOf } from './entries.js';

interface ErrorEntry {
  status: number;
  title: string;
  /** Whether the same request, or job attempt, may succeed later without anything being changed. */
  retry: boolean;
}

/** What is said where nobody is signed in. */
export const SIGNED_OUT = 'You are signed out. Sign in, and try again.';

/** Every error a person or a program can meet, once: `route` and the worker translate by this table. */
export const ERRORS = {
  invalid_input: { status: 400, title: 'The request is not well formed', retry: false },
  not_signed_in: { status: 401, title: 'Please sign in', retry: false },
  key_invalid: { status: 401, title: 'The key does not work', retry: false },
  forbidden: { status: 403, title: 'Your role does not allow this', retry: false },
  key_not_allowed: { status: 403, title: 'The key does not allow this', retry: false },
  wrong_password: { status: 403, title: 'The e-mail address or the password is wrong', retry: false },
  account_deactivated: { status: 403, title: 'This account is deactivated', retry: false },
  wrong_origin: { status: 403, title: 'The request comes from another site', retry: false },
  project_not_found: { status: 404, title: 'There is no such project', retry: false },
  record_not_found: { status: 404, title: 'There is no such record', retry: false },
  round_not_found: { status: 404, title: 'There is no such round', retry: false },
  trial_not_found: { status: 404, title: 'There is no such trial', retry: false },
  model_not_found: { status: 404, title: 'There is no such model', retry: false },
  predictions_not_found: { status: 404, title: 'There are no such predictions', retry: false },
  annotation_not_found: { status: 404, title: 'There is no such answer', retry: false },
  person_not_found: { status: 404, title: 'There is no such person', retry: false },
  class_not_found: { status: 404, title: 'There is no such class', retry: false },
  import_not_found: { status: 404, title: 'There is no such import', retry: false },
  key_not_found: { status: 404, title: 'There is no such key', retry: false },
  upload_not_found: { status: 404, title: 'There is no such file', retry: false },
  route_not_found: { status: 404, title: 'There is nothing at this address', retry: false },
  method_not_allowed: { status: 405, title: 'This cannot be done at this address', retry: false },
  too_large: { status: 413, title: 'The request is too large', retry: false },
  object_not_found: { status: 404, title: 'A stored file is missing', retry: false },
  invitation_invalid: { status: 410, title: 'This link has been used or has expired', retry: false },
  studio_not_linked: { status: 404, title: 'The project is not connected with Label Studio', retry: false },
  reset_link_invalid: { status: 410, title: 'This link has been used or has expired', retry: false },
  email_taken: { status: 409, title: 'This e-mail address is already in use', retry: false },
  already_member: { status: 409, title: 'This person is a member already', retry: false },
  too_many_keys: { status: 409, title: 'You have too many keys', retry: false },
  last_admin: { status: 409, title: 'This is the last admin', retry: false },
  role_too_low: { status: 409, title: 'The role of this person does not allow this', retry: false },
  key_reused: { status: 409, title: 'This key belongs to another answer', retry: false },
  already_annotated: { status: 409, title: 'You have already answered this record', retry: false },
  undo_too_late: { status: 409, title: 'This answer can no longer be undone', retry: false },
  class_taken: { status: 409, title: 'This class exists already', retry: false },
  encoding_running: { status: 409, title: 'The records are still being encoded', retry: false },
  encoding_not_failed: { status: 409, title: 'The encoding has not failed', retry: false },
  round_running: { status: 409, title: 'A round is already running', retry: false },
  round_not_running: { status: 409, title: 'Only a round that waits or computes can be stopped', retry: false },
  round_not_failed: { status: 409, title: 'Only a failed or stopped round can be tried again', retry: false },
  not_waiting: { status: 409, title: 'No predictions are waited for', retry: false },
  predictions_twice: { status: 409, title: 'A record has been predicted already', retry: false },
  no_model: { status: 409, title: 'There is no model yet', retry: false },
  model_stale: { status: 409, title: 'The model is of other classes', retry: false },
  predictions_running: { status: 409, title: 'Predictions are being made', retry: false },
  predictions_unfinished: { status: 409, title: 'The predictions are not finished', retry: false },
  trial_running: { status: 409, title: 'A trial is already running', retry: false },
  trial_not_running: { status: 409, title: 'Only a trial that waits or computes can be stopped', retry: false },
  trial_impossible: { status: 422, title: 'This cannot be tried', retry: false },
  model_freed: { status: 409, title: 'The files of this model have been freed', retry: false },
  export_not_ready: { status: 409, title: 'The file has not been made', retry: false },
  not_evaluated: { status: 409, title: 'The model has not been measured', retry: false },
  not_comparable: { status: 409, title: 'The two models cannot be compared', retry: false },
  no_new_labels: { status: 409, title: 'There is nothing new to learn from', retry: false },
  upload_elsewhere: { status: 409, title: 'The file has not come that far, or farther', retry: false },
  upload_busy: { status: 423, title: 'Somebody else is sending this file', retry: true },
  tus_version: { status: 412, title: 'This version of tus is not spoken here', retry: false },
  too_many_uploads: { status: 429, title: 'Too many files are on their way', retry: false },
  upload_unfinished: { status: 409, title: 'The file has not come whole', retry: false },
  import_running: { status: 409, title: 'The import is not finished', retry: false },
  file_unreadable: { status: 422, title: 'The file cannot be read', retry: false },
  studio_unsuitable: { status: 422, title: 'This project of Label Studio cannot be connected', retry: false },
  encoding_unknown: { status: 422, title: 'The letters of the file cannot be read', retry: false },
  url_refused: { status: 422, title: 'The address cannot be fetched from here', retry: false },
  too_many_records: { status: 422, title: 'A project cannot have so many records', retry: false },
  import_failed: { status: 422, title: 'The import failed', retry: false },
  export_failed: { status: 422, title: 'The file could not be made', retry: false },
  encoding_failed: { status: 422, title: 'The records could not be encoded', retry: false },
  record_corrupt: { status: 422, title: 'A record cannot be read or learned from', retry: false },
  object_corrupt: { status: 422, title: 'A stored file cannot be read', retry: false },
  method_unsuitable: { status: 422, title: 'The method does not fit the records or this machine', retry: false },
  predictions_refused: { status: 422, title: 'The predictions cannot be used', retry: false },
  predictions_late: { status: 422, title: 'The predictions did not come in time', retry: false },
  training_failed: { status: 422, title: 'Training failed', retry: false },
  too_many_attempts: { status: 429, title: 'Too many attempts', retry: true },
  too_many_streams: { status: 429, title: 'Too many pages are open', retry: true },
  disk_full: { status: 507, title: 'The disk is full', retry: true },
  storage_failed: { status: 503, title: 'The file store does not answer', retry: true },
  model_not_ready: { status: 503, title: 'The model is being made ready', retry: true },
  predictions_busy: { status: 503, title: 'Too many predictions are asked for', retry: true },
  unavailable: { status: 503, title: 'The service is not ready', retry: true },
  internal: { status: 500, title: 'Something went wrong', retry: true },
  unreadable: { status: 502, title: 'The reply cannot be read', retry: false },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** RFC 9457 body of every response that is not a success. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(keysOf(ERRORS)),
  detail: z.string().describe('What happened and what to do next, for the person using the product'),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** The body of a refusal, by the table. */
export const problemOf = (code: ErrorCode, detail: string, requestId: string): Problem => {
  const { status, title } = ERRORS[code];
  return { type: `urn:querent:error:${code}`, title, status, code, detail, requestId };
};
