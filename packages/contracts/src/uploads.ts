import { z } from 'zod';

const MB = 1_000_000;

/** A file on its way in, or one that waits to be looked at and imported. */
export const Upload = z.object({
  id: z.string(),
  name: z.string().max(1_000),
  bytes: z.int().nullable().describe('Of the whole file; null where the address it is fetched from does not tell'),
  receivedBytes: z.int().describe('That have come so far'),
  isWhole: z.boolean().describe('It can be looked at and imported'),
  url: z.string().nullable().describe('It is fetched from here'),
  error: z.string().nullable().describe('Why it cannot be fetched, and what to do'),
  createdAt: z.iso.datetime(),
  isImporting: z.boolean().describe('Its records are being read: it goes when that is done'),
  expiresAt: z.iso.datetime().describe('Then it is thrown away, unless something of it comes or it is imported before'),
});
export type Upload = z.infer<typeof Upload>;

/** A file of anybody's, as admins see it. */
export const WaitingFile = Upload.extend({
  personName: z.string().describe('Who has brought it'),
});
export type WaitingFile = z.infer<typeof WaitingFile>;

export const FetchUpload = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'An address begins with http:// or https://' }).max(2_000),
});
export type FetchUpload = z.infer<typeof FetchUpload>;

const uploadBytes = z.int().min(MB).describe('Bytes of a file that is brought, at most');
const projectRecords = z.int().min(1).max(2_000_000_000).describe('Records of a project at most');
const freeBytes = z.int().min(0).describe('Bytes of the disk that no file that is brought may use up');

/** What an admin allows. */
export const Limits = z.object({
  uploadBytes: uploadBytes.default(10_000 * MB),
  projectRecords: projectRecords.default(5_000_000),
  freeBytes: freeBytes.default(1_000 * MB),
});
export type Limits = z.infer<typeof Limits>;

/** What is left out stays as it is, and is not set to its default. */
export const UpdateLimits = z.strictObject({ uploadBytes, projectRecords, freeBytes }).partial();
export type UpdateLimits = z.infer<typeof UpdateLimits>;
