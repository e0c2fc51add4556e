import { z } from 'zod';
import { ExportQuery } from '../exports.js';
import { AddedRecords, AddingOptions, GivenRecord, ListedRecord, RemoveRecords } from '../given-records.js';
import { PageQuery, pageOf } from '../page.js';
import { ProjectParams, type RouteEntry } from './route-entry.js';

/** What a picture of a record may be, whatever was brought. */
export const PICTURE_TYPES = ['image/png', 'image/jpeg'] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

export const recordRoutes = {
  'GET /records/{recordId}/image': {
    access: 'read',
    summary: 'The picture of a record',
    params: z.object({ recordId: z.string() }),
    query: z.strictObject({
      side: z.coerce
        .number()
        .int()
        .min(16)
        .max(2_048)
        .optional()
        .describe('Longest side in pixels, for lists; whole where it is left out, or the picture is smaller'),
    }),
    response: PICTURE_TYPES,
    errors: ['record_not_found', 'object_not_found'],
  },
  'GET /projects/{projectId}/records': {
    access: 'read',
    summary: 'The records of a project, in the order in which they came',
    params: ProjectParams,
    query: PageQuery,
    response: pageOf(ListedRecord),
    errors: ['project_not_found', 'forbidden'],
  },
  'GET /projects/{projectId}/export': {
    access: 'read',
    summary:
      'All records with their labels, or all answers, as a file of any length: CSV, JSON Lines or a ZIP of pictures. One that breaks off is not whole',
    params: ProjectParams,
    query: ExportQuery,
    response: ['text/csv', 'application/x-ndjson', 'application/zip'],
    errors: ['project_not_found', 'forbidden', 'object_not_found', 'object_corrupt', 'storage_failed'],
  },
  'POST /projects/{projectId}/records': {
    access: 'manage',
    summary:
      'Add records, of any number: a list as JSON, or one to a line as JSONL (application/x-ndjson). Sent again, they are recognised by their id or content',
    params: ProjectParams,
    query: AddingOptions,
    body: z.array(GivenRecord),
    isStream: true,
    response: AddedRecords,
    errors: ['project_not_found', 'forbidden', 'import_running'],
  },
  'DELETE /projects/{projectId}/records': {
    access: 'manage',
    summary: 'Remove records: nobody is asked about them and no model learns from them any more; their answers stay',
    params: ProjectParams,
    body: RemoveRecords,
    response: z.object({ removed: z.int() }),
    errors: ['project_not_found', 'forbidden'],
  },
} as const satisfies Record<string, RouteEntry>;
