import { z } from 'zod';
import type { ErrorCode } from '../errors.js';

export interface RouteEntry {
  summary: string;
  params?: z.ZodType;
  /** What may stand behind the question mark. */
  query?: z.ZodType;
  body?: z.ZodType;
  /** One line of a body that may also come as JSONL, of any length. */
  lines?: z.ZodType;
  /** The JSON answer, or the media type of one that is not JSON. */
  response: z.ZodType | string;
  errors: readonly ErrorCode[];
  /** May be called without being signed in. */
  public?: true;
}

export const ProjectParams = z.object({ projectId: z.string() });
export const Done = z.object({ ok: z.literal(true) });
