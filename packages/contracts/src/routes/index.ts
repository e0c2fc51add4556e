import type { z } from 'zod';
import { annotationRoutes } from './annotations.js';
import { classRoutes } from './classes.js';
import { keyRoutes } from './keys.js';
import { labelStudioRoutes } from './label-studio.js';
import { limitRoutes } from './limits.js';
import { modelRoutes } from './models.js';
import { peopleRoutes } from './people.js';
import { predictionRoutes } from './predictions.js';
import { projectRoutes } from './projects.js';
import { recordRoutes } from './records.js';
import { roundRoutes } from './rounds.js';
import type { NOTHING } from './route-entry.js';
import { sessionRoutes } from './session.js';
import { surveyRoutes } from './surveys.js';
import { trialRoutes } from './trials.js';
import { uploadRoutes } from './uploads.js';

export { PICTURE_TYPES, type PictureType } from './records.js';
export { isJson, type RouteAccess, type RouteEntry } from './route-entry.js';

/** The REST API under /api/v1: server, client and OpenAPI document are derived from this table. */
export const ROUTES = {
  ...sessionRoutes,
  ...projectRoutes,
  ...classRoutes,
  ...recordRoutes,
  ...annotationRoutes,
  ...roundRoutes,
  ...trialRoutes,
  ...modelRoutes,
  ...predictionRoutes,
  ...labelStudioRoutes,
  ...peopleRoutes,
  ...uploadRoutes,
  ...limitRoutes,
  ...keyRoutes,
  ...surveyRoutes,
};

export type RouteName = keyof typeof ROUTES;
type Route<Name extends RouteName> = (typeof ROUTES)[Name];
type Inferred<T> = T extends z.ZodType ? z.infer<T> : never;
export type RouteParams<Name extends RouteName> = Route<Name> extends { params: infer P } ? Inferred<P> : object;
export type RouteBody<Name extends RouteName> = Route<Name> extends { body: infer B } ? Inferred<B> : undefined;
export type RouteBodyInput<Name extends RouteName> =
  Route<Name> extends { body: infer B extends z.ZodType } ? z.input<B> : undefined;
export type RouteHeaders<Name extends RouteName> = Route<Name> extends { headers: infer H } ? Inferred<H> : undefined;
export type RouteQuery<Name extends RouteName> = Route<Name> extends { query: infer Q } ? Inferred<Q> : undefined;
export type RouteQueryInput<Name extends RouteName> =
  Route<Name> extends { query: infer Q extends z.ZodType } ? z.input<Q> : undefined;
export type RouteResponse<Name extends RouteName> =
  Route<Name> extends { response: infer R } ? (R extends typeof NOTHING ? undefined : Inferred<R>) : never;
