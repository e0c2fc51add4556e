import { ROUTES, type RouteName } from '@querent/contracts';

/**
 * Who gets what at each route that names something inside a project. `removed` was a member and has answered there, `demoted`
 * was an admin; both have no part in the project any more, as the `other` two have theirs in another. `demotedEngineer` is an
 * engineer of the project and by now an annotator of the instance: what the role does not allow, no membership does.
 */
export const ROLES = [
  ...['admin', 'engineer', 'annotator', 'demotedEngineer', 'otherEngineer', 'otherAnnotator', 'removed', 'demoted'],
  'signedOut',
] as const;
export type Role = (typeof ROLES)[number];
/** In the order of `ROLES`. */
type Expected = readonly string[];

export const ok = 'ok';
const S = 'not_signed_in';
const F = 'forbidden';
/** Members see it, those who manage it change it, and nobody else learns that it is there. */
const members = (missing: string, done = ok): Expected => [
  done,
  done,
  done,
  done,
  missing,
  missing,
  missing,
  missing,
  S,
];
const managers = (missing: string, done = ok): Expected => [done, done, F, F, missing, missing, missing, missing, S];
/** Whoever makes projects; `demotedEngineer` and `demoted` do so no more. */
const makers = [ok, ok, F, F, ok, F, F, F, S];
const admins = [ok, F, F, F, F, F, F, F, S];
const [P, R, C, I] = ['project_not_found', 'round_not_found', 'class_not_found', 'invitation_invalid'];
const [U, M] = ['upload_not_found', 'model_not_found'];
const K = 'key_not_allowed';

/** A row a route, in the order of `ROLES`; what follows two blanks tells cases of one route apart. */
export const TABLE: Record<string, Expected> = {
  'POST /projects': makers,
  'POST /projects/sample': makers,
  'GET /projects/{projectId}': members(P),
  'PATCH /projects/{projectId}': managers(P),
  'DELETE /projects/{projectId}': managers(P),
  'POST /projects/{projectId}/import/retry': managers(P, 'import_running'),
  'PATCH /projects/{projectId}/columns': managers(P, 'invalid_input'),
  'POST /projects/{projectId}/encoding/retry': managers(P, 'encoding_not_failed'),
  'GET /projects/{projectId}/records': managers(P),
  'GET /projects/{projectId}/export': managers(P),
  'GET /projects/{projectId}/label-studio': managers(P, 'studio_not_linked'),
  'PUT /projects/{projectId}/label-studio': managers(P, 'url_refused'),
  'DELETE /projects/{projectId}/label-studio': managers(P, 'studio_not_linked'),
  'POST /projects/{projectId}/imports': managers(P, U),
  'POST /projects/{projectId}/records': managers(P),
  'DELETE /projects/{projectId}/records': managers(P),
  'POST /projects/{projectId}/classes': managers(P),
  'PATCH /classes/{classId}': managers(C),
  'POST /classes/{classId}/merge': managers(C),
  'POST /classes/{classId}/archive': managers(C),
  'POST /classes/{classId}/restore': managers(C),
  'GET /projects/{projectId}/events': members(P),
  'GET /projects/{projectId}/state': members(P),
  'GET /projects/{projectId}/statistics': managers(P),
  'POST /projects/{projectId}/hand': members(P),
  'DELETE /projects/{projectId}/hand': members(P),
  'POST /projects/{projectId}/annotations': members(P),
  'GET /projects/{projectId}/annotations/mine': members(P),
  'POST /annotations/{annotationId}/undo  one’s own': members('annotation_not_found'),
  'POST /annotations/{annotationId}/undo  another’s': members('annotation_not_found', 'annotation_not_found'),
  'POST /projects/{projectId}/rounds': managers(P),
  'POST /projects/{projectId}/pause': managers(P),
  'POST /projects/{projectId}/resume': managers(P),
  'GET /rounds/{roundId}': members(R),
  'GET /rounds/{roundId}/details': managers(R),
  'POST /rounds/{roundId}/cancel': managers(R, 'round_not_running'),
  'POST /rounds/{roundId}/retry': managers(R, 'round_not_failed'),
  'GET /rounds/{roundId}/wanted': managers(R, 'not_waiting'),
  'POST /rounds/{roundId}/predictions': managers(R, 'not_waiting'),
  'GET /rounds/{roundId}/query': managers(R),
  'GET /projects/{projectId}/trials': managers(P),
  'POST /projects/{projectId}/trials': managers(P, 'trial_impossible'), // nothing is changed
  'POST /trials/{trialId}/cancel': managers('trial_not_found', 'trial_not_running'),
  'GET /projects/{projectId}/models': managers(P),
  'PATCH /projects/{projectId}/serving': managers(P),
  'POST /projects/{projectId}/predictions': managers(P),
  'GET /projects/{projectId}/predictions': managers(P),
  'GET /predictions/{predictionsId}/file': managers('predictions_not_found'),
  'DELETE /predictions/{predictionsId}': managers('predictions_not_found'),
  'POST /projects/{projectId}/predict': managers(P, 'training_failed'), // the scene’s model cannot be made ready
  'PATCH /models/{modelId}': managers(M),
  'GET /models/{modelId}/evaluation': managers(M),
  'GET /models/{modelId}/holdout': managers(M),
  'GET /models/{modelId}/comparison/{otherId}': managers(M, 'not_comparable'), // it is its own other one
  'GET /models/{modelId}/exports': managers(M),
  'POST /models/{modelId}/exports': managers(M),
  'GET /models/{modelId}/exports/{form}/file': managers(M, 'export_not_ready'),
  'GET /models/{modelId}/card': managers(M),
  'GET /records/{recordId}/image': members('record_not_found'),
  'GET /projects/{projectId}/members': managers(P),
  'POST /projects/{projectId}/members': managers(P),
  'PUT /projects/{projectId}/members/{personId}': managers(P),
  'DELETE /projects/{projectId}/members/{personId}': managers(P),
  'PATCH /people/{personId}': admins,
  'POST /invitations': managers(P),
  'POST /people/{personId}/reset-link': admins,
  'DELETE /invitations/{invitationId}': [ok, ok, I, I, I, I, I, I, S],
  'OPTIONS /uploads': makers,
  'POST /uploads': makers,
  'POST /uploads/fetch': makers,
  'GET /uploads/{uploadId}  one’s own': makers,
  'GET /uploads/{uploadId}  another’s': makers.map((end) => (end === ok ? U : end)),
  'PATCH /uploads/{uploadId}  one’s own': makers,
  'PATCH /uploads/{uploadId}  another’s': makers.map((end) => (end === ok ? U : end)),
  'POST /uploads/{uploadId}/survey  one’s own': makers.map((end) => (end === ok ? 'upload_unfinished' : end)),
  'POST /uploads/{uploadId}/survey  another’s': makers.map((end) => (end === ok ? U : end)),
  'DELETE /uploads/{uploadId}  one’s own': makers,
  'DELETE /uploads/{uploadId}  another’s': makers.map((end, at) => (end === ok && ROLES[at] !== 'admin' ? U : end)),
  'DELETE /keys/{keyId}  one’s own': [...Array(8).fill(ok), S],
  'DELETE /keys/{keyId}  another’s': [ok, ...Array(7).fill('key_not_found'), S],
  'GET /limits': makers,
  'PATCH /limits': admins,
};

/** Keys of the admin, of the widest scope: for all projects, and for another one than the row is about. */
export const KEYS = ['adminKey', 'otherProjectKey'] as const;
export type Key = (typeof KEYS)[number];

/** What somebody gets, or a key. One for another project gets what somebody of another project gets, and has no files but its own. */
export function expectedOf(row: string, who: Role | Key): string {
  const route = routeOf(row);
  const ofRole = (role: Role) => TABLE[row]![ROLES.indexOf(role)]!;
  if (who !== 'adminKey' && who !== 'otherProjectKey') return ofRole(who);
  if (ROUTES[route].access === 'session') return K;
  if (who === 'adminKey') return ofRole('admin');
  if (['POST /projects', 'POST /projects/sample', 'PATCH /limits'].includes(route)) return K;
  return route.includes('{uploadId}') ? U : ofRole('otherEngineer');
}

/** What a row is about. */
export const routeOf = (row: string) => row.split('  ')[0] as RouteName;
