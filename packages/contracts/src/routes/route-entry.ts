import { z } from 'zod';
import type { ErrorCode } from '../errors.js';
import type { Scope } from '../keys.js';

/**
 * Who may call a route: anybody; whoever is signed in, and no key; or these and the keys of a scope. What reads is `read`, what an
 * annotator does is `label`, any other change is `manage`. What gives people rights, or proves who somebody is, no key does.
 */
export type RouteAccess = 'public' | 'session' | Scope;

export interface RouteEntry {
  summary: string;
  access: RouteAccess;
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
  /** Other media types of the body, which the handler reads, as it does the JSON. */
  also?: readonly string[];
  /** The JSON answer, or the media types of one that is not JSON: `NOTHING` of one without a body. */
  response: z.ZodType | readonly string[];
  /** Of the answer, where it is not 200. */
  status?: number;
  errors: readonly ErrorCode[];
}

/** Whether the answer is JSON. */
export const isJson = (response: RouteEntry['response']): response is z.ZodType => !Array.isArray(response);

export const ProjectParams = z.object({ projectId: z.string() });
export const Done = z.object({ ok: z.literal(true) });
/** In place of a response: it has no body. */
export const NOTHING = [] as const;
