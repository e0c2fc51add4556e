import { z } from 'zod';
import { Annotation, ClaimCards, Hand, RecentAnnotation, SubmitAnnotation, UndoneAnnotation } from './annotations.js';
import type { ErrorCode } from './errors.js';
import { ProjectEvent } from './events.js';
import {
  AcceptInvitation,
  AddMember,
  ChangePassword,
  CreatedInvitation,
  CreatedResetLink,
  CreateInvitation,
  Invitation,
  Member,
  MemberRole,
  Person,
  ResetPassword,
  SignIn,
  UpdateMe,
  UpdatePerson,
} from './people.js';
import { CreateSampleProject, Project, UpdateProject } from './projects.js';
import { Query, Round, Statistics } from './rounds.js';
import { Services } from './services.js';

export interface RouteEntry {
  summary: string;
  params?: z.ZodType;
  body?: z.ZodType;
  /** The JSON answer, or the media type of one that is not JSON. */
  response: z.ZodType | string;
  errors: readonly ErrorCode[];
  /** May be called without being signed in. */
  public?: true;
}

const ProjectParams = z.object({ projectId: z.string() });
const PersonParams = z.object({ personId: z.string() });
const RoundParams = z.object({ roundId: z.string() });
const Done = z.object({ ok: z.literal(true) });

/** The REST API under /api/v1: server, client and OpenAPI document are derived from this table. */
export const ROUTES = {
  'GET /health': {
    summary: 'Whether the web app and its database answer',
    response: z.object({ status: z.literal('ok'), version: z.string() }),
    errors: ['unavailable'],
    public: true,
  },
  'GET /openapi.json': { summary: 'This description', response: z.unknown(), errors: [], public: true },
  'POST /session': {
    summary: 'Sign in; the answer sets the session cookie',
    body: SignIn,
    response: Person,
    errors: ['wrong_password', 'account_deactivated', 'too_many_attempts'],
    public: true,
  },
  'DELETE /session': {
    summary: 'Sign out; also where nobody is signed in any more',
    response: Done,
    errors: [],
    public: true,
  },
  'GET /me': { summary: 'Who is asking', response: Person, errors: [] },
  'PATCH /me': { summary: 'Change your name', body: UpdateMe, response: Person, errors: [] },
  'PUT /me/password': {
    summary: 'Change your password; you are signed out everywhere else',
    body: ChangePassword,
    response: Done,
    errors: ['wrong_password', 'too_many_attempts'],
  },
  'POST /password-resets': {
    summary: 'Set a new password with a one-time link, and sign in; all other sessions of the account end',
    body: ResetPassword,
    response: Person,
    errors: ['reset_link_invalid', 'too_many_attempts'],
    public: true,
  },
  'GET /services': {
    summary: 'Whether training goes on, and whether the disk is full',
    response: Services,
    errors: [],
  },
  'GET /projects': { summary: 'The projects you can see', response: z.array(Project), errors: [] },
  'POST /projects/sample': {
    summary: 'Make the sample project "Handwritten digits" and import its 10,000 images in the background',
    body: CreateSampleProject,
    response: Project,
    errors: ['forbidden'],
  },
  'GET /projects/{projectId}': {
    summary: 'One project',
    params: ProjectParams,
    response: Project,
    errors: ['project_not_found'],
  },
  'PATCH /projects/{projectId}': {
    summary: 'Change name, description or settings; rounds that run keep the settings they started with',
    params: ProjectParams,
    body: UpdateProject,
    response: Project,
    errors: ['project_not_found', 'forbidden', 'method_unsuitable'],
  },
  'DELETE /projects/{projectId}': {
    summary: 'Remove a project with all its records and answers',
    params: ProjectParams,
    response: Done,
    errors: ['project_not_found', 'forbidden'],
  },
  'POST /projects/{projectId}/import/retry': {
    summary: 'Try a failed import again',
    params: ProjectParams,
    response: Project,
    errors: ['project_not_found', 'forbidden', 'import_not_found', 'import_running'],
  },
  'GET /projects/{projectId}/events': {
    summary:
      'Progress of imports and rounds as server-sent events; each `data` is a ProjectEvent. It ends when your rights change',
    params: ProjectParams,
    response: 'text/event-stream',
    errors: ['project_not_found', 'too_many_streams'],
  },
  'GET /projects/{projectId}/state': {
    summary: 'What the next server-sent event would carry',
    params: ProjectParams,
    response: ProjectEvent,
    errors: ['project_not_found'],
  },
  'GET /projects/{projectId}/statistics': {
    summary: 'Rounds with their metrics, and labels per class',
    params: ProjectParams,
    response: Statistics,
    errors: ['project_not_found', 'forbidden'],
  },
  'POST /projects/{projectId}/hand': {
    summary: 'Reserve the next records for yourself; those already in your hand come first',
    params: ProjectParams,
    body: ClaimCards,
    response: Hand,
    errors: ['project_not_found', 'forbidden'],
  },
  'DELETE /projects/{projectId}/hand': {
    summary: 'Give all records in your hand back',
    params: ProjectParams,
    response: Done,
    errors: ['project_not_found', 'forbidden'],
  },
  'POST /projects/{projectId}/annotations': {
    summary: 'Answer a record, or skip it',
    params: ProjectParams,
    body: SubmitAnnotation,
    response: Annotation,
    errors: [
      'project_not_found',
      'forbidden',
      'record_not_found',
      'round_not_found',
      'already_annotated',
      'key_reused',
    ],
  },
  'GET /projects/{projectId}/annotations/mine': {
    summary: 'Your last ten answers, newest first',
    params: ProjectParams,
    response: z.array(RecentAnnotation),
    errors: ['project_not_found', 'forbidden'],
  },
  'POST /annotations/{annotationId}/undo': {
    summary: 'Take an answer of yours back and get its record into your hand again',
    params: z.object({ annotationId: z.string() }),
    response: UndoneAnnotation,
    errors: ['annotation_not_found', 'undo_too_late'],
  },
  'POST /projects/{projectId}/rounds': {
    summary: 'Train now, without waiting for more labels',
    params: ProjectParams,
    response: Round,
    errors: ['project_not_found', 'forbidden', 'round_running', 'no_new_labels', 'import_running'],
  },
  'GET /rounds/{roundId}': { summary: 'One round', params: RoundParams, response: Round, errors: ['round_not_found'] },
  'POST /rounds/{roundId}/cancel': {
    summary: 'Stop a round that waits or computes; it can be tried again',
    params: RoundParams,
    response: Round,
    errors: ['round_not_found', 'forbidden', 'round_not_running'],
  },
  'POST /rounds/{roundId}/retry': {
    summary: 'Try a failed or stopped round again',
    params: RoundParams,
    response: Round,
    errors: ['round_not_found', 'forbidden', 'round_not_failed'],
  },
  'GET /rounds/{roundId}/query': {
    summary: 'The records a round asked about, with scores and answers',
    params: RoundParams,
    response: Query,
    errors: ['round_not_found', 'forbidden'],
  },
  'GET /records/{recordId}/image': {
    summary: 'The picture of a record',
    params: z.object({ recordId: z.string() }),
    response: 'image/png',
    errors: ['record_not_found', 'object_not_found'],
  },
  'GET /projects/{projectId}/members': {
    summary: 'Who works in a project',
    params: ProjectParams,
    response: z.array(Member),
    errors: ['project_not_found', 'forbidden'],
  },
  'POST /projects/{projectId}/members': {
    summary: 'Make somebody with an account a member, by the e-mail address',
    params: ProjectParams,
    body: AddMember,
    response: Member,
    errors: ['project_not_found', 'person_not_found', 'already_member', 'role_too_low', 'forbidden'],
  },
  'PUT /projects/{projectId}/members/{personId}': {
    summary: 'Make a person a member, or change the role',
    params: z.object({ projectId: z.string(), personId: z.string() }),
    body: z.object({ role: MemberRole }),
    response: Member,
    errors: ['project_not_found', 'person_not_found', 'forbidden', 'role_too_low'],
  },
  'DELETE /projects/{projectId}/members/{personId}': {
    summary: 'Remove a member; the answers stay',
    params: z.object({ projectId: z.string(), personId: z.string() }),
    response: Done,
    errors: ['project_not_found', 'person_not_found', 'forbidden'],
  },
  'GET /people': { summary: 'Everybody with an account', response: z.array(Person), errors: ['forbidden'] },
  'PATCH /people/{personId}': {
    summary: 'Change the role of a person, or deactivate or activate the account',
    params: PersonParams,
    body: UpdatePerson,
    response: Person,
    errors: ['person_not_found', 'forbidden', 'last_admin'],
  },
  'POST /people/{personId}/reset-link': {
    summary: 'Make a one-time link with which a person sets a new password; earlier ones end',
    params: PersonParams,
    response: CreatedResetLink,
    errors: ['person_not_found', 'forbidden', 'account_deactivated'],
  },
  'GET /invitations': {
    summary: 'Invitations that still wait: all of them for admins, else those into projects you are an engineer of',
    response: z.array(Invitation),
    errors: [],
  },
  'POST /invitations': {
    summary: 'Make a one-time link with which a person makes an account',
    body: CreateInvitation,
    response: CreatedInvitation,
    errors: ['forbidden', 'project_not_found'],
  },
  'DELETE /invitations/{invitationId}': {
    summary: 'Withdraw an invitation that you can see',
    params: z.object({ invitationId: z.string() }),
    response: Done,
    errors: ['invitation_invalid'],
  },
  'POST /invitations/accept': {
    summary: 'Make an account with a one-time link, and sign in',
    body: AcceptInvitation,
    response: Person,
    errors: ['invitation_invalid', 'email_taken', 'too_many_attempts'],
    public: true,
  },
} as const satisfies Record<string, RouteEntry>;

export type RouteName = keyof typeof ROUTES;
type Route<Name extends RouteName> = (typeof ROUTES)[Name];
type Inferred<T> = T extends z.ZodType ? z.infer<T> : never;
export type RouteParams<Name extends RouteName> = Route<Name> extends { params: infer P } ? Inferred<P> : object;
export type RouteBody<Name extends RouteName> = Route<Name> extends { body: infer B } ? Inferred<B> : undefined;
export type RouteBodyInput<Name extends RouteName> =
  Route<Name> extends { body: infer B extends z.ZodType } ? z.input<B> : undefined;
export type RouteResponse<Name extends RouteName> = Route<Name> extends { response: infer R } ? Inferred<R> : never;
