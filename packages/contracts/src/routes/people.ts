import { z } from 'zod';
import { PageQuery, pageOf } from '../page.js';
import {
  AcceptInvitation,
  AddMember,
  CreatedInvitation,
  CreatedResetLink,
  CreateInvitation,
  Invitation,
  InvitationsQuery,
  Member,
  MemberRole,
  Person,
  UpdatePerson,
} from '../people.js';
import { Done, ProjectParams, type RouteEntry } from './route-entry.js';

const PersonParams = z.object({ personId: z.string() });

export const peopleRoutes = {
  'GET /projects/{projectId}/members': {
    access: 'read',
    summary: 'Who works in a project',
    params: ProjectParams,
    query: PageQuery,
    response: pageOf(Member),
    errors: ['project_not_found', 'forbidden'],
  },
  'POST /projects/{projectId}/members': {
    access: 'session',
    summary: 'Make somebody with an account a member, by the e-mail address',
    params: ProjectParams,
    body: AddMember,
    response: Member,
    errors: ['project_not_found', 'person_not_found', 'already_member', 'role_too_low', 'forbidden'],
  },
  'PUT /projects/{projectId}/members/{personId}': {
    access: 'session',
    summary: 'Make a person a member, or change the role',
    params: z.object({ projectId: z.string(), personId: z.string() }),
    body: z.strictObject({ role: MemberRole }),
    response: Member,
    errors: ['project_not_found', 'person_not_found', 'forbidden', 'role_too_low'],
  },
  'DELETE /projects/{projectId}/members/{personId}': {
    access: 'session',
    summary: 'Remove a member; the answers stay',
    params: z.object({ projectId: z.string(), personId: z.string() }),
    response: Done,
    errors: ['project_not_found', 'person_not_found', 'forbidden'],
  },
  'GET /people': {
    access: 'read',
    summary: 'Everybody with an account, in the order in which they came',
    query: PageQuery,
    response: pageOf(Person),
    errors: ['forbidden'],
  },
  'PATCH /people/{personId}': {
    access: 'session',
    summary: 'Change the role of a person, or deactivate or activate the account',
    params: PersonParams,
    body: UpdatePerson,
    response: Person,
    errors: ['person_not_found', 'forbidden', 'last_admin'],
  },
  'POST /people/{personId}/reset-link': {
    access: 'session',
    summary: 'Make a one-time link with which a person sets a new password; earlier ones end',
    params: PersonParams,
    response: CreatedResetLink,
    errors: ['person_not_found', 'forbidden', 'account_deactivated'],
  },
  'GET /invitations': {
    access: 'read',
    summary:
      'Invitations that still wait, newest first: all of them for admins, else those into projects you are an engineer of',
    query: InvitationsQuery,
    response: pageOf(Invitation),
    errors: [],
  },
  'POST /invitations': {
    access: 'session',
    summary: 'Make a one-time link with which a person makes an account',
    body: CreateInvitation,
    response: CreatedInvitation,
    errors: ['forbidden', 'project_not_found'],
  },
  'DELETE /invitations/{invitationId}': {
    access: 'session',
    summary: 'Withdraw an invitation that you can see',
    params: z.object({ invitationId: z.string() }),
    response: Done,
    errors: ['invitation_invalid'],
  },
  'POST /invitations/accept': {
    access: 'public',
    summary: 'Make an account with a one-time link, and sign in',
    body: AcceptInvitation,
    response: Person,
    errors: ['invitation_invalid', 'email_taken', 'too_many_attempts'],
  },
} as const satisfies Record<string, RouteEntry>;
