import { z } from 'zod';
import type { ErrorCode } from '../errors.js';

export interface RouteEntry {
  summary: string;
  params?: z.ZodType;
  /** What may stand behind the question mark. */
  query?: z.ZodType;
  body?: z.ZodType;
  /** Headers of the request that it reads, by their names in small letters. */
  headers?: z.ZodType;
  /** The media type of a body that is bytes, of any length: they are read as they come. */
  takes?: string;
  /** The body is a list of records, of any length, which may also come as JSONL: it is read as it comes. */
  isStream?: true;
  /** The JSON answer, the media type of one that is not JSON, or `NOTHING`. */
  response: z.ZodType | string;
  /** Of the answer, where it is not 200. */
  status?: number;
  errors: readonly ErrorCode[];
  /** May be called without being signed in. */
  public?: true;
}

export const ProjectParams = z.object({ projectId: z.string() });
export const Done = z.object({ ok: z.literal(true) });
/** In place of a response: it has no body. */
export const NOTHING = '';
