import { z } from 'zod';
import { PageQuery } from './page.js';
import { shortText } from './text.js';

export const Role = z.enum(['admin', 'engineer', 'annotator']);
export type Role = z.infer<typeof Role>;

/** What somebody may do inside one project; admins may do everything in all of them, annotators label and no more. */
export const MemberRole = z.enum(['engineer', 'annotator']);
export type MemberRole = z.infer<typeof MemberRole>;

export const Person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.email(),
  role: Role,
  isActive: z.boolean().describe('False where the account is deactivated: nobody signs in to it, its answers stay'),
  createdAt: z.iso.datetime(),
});
export type Person = z.infer<typeof Person>;

/** The role is the one in the project; the person's own is in `person`: admins do everything whatever it is. */
export const Member = z.object({ person: Person, role: MemberRole });
export type Member = z.infer<typeof Member>;

export const Invitation = z.object({
  id: z.string(),
  role: Role,
  projectId: z.string().nullable(),
  projectName: z.string().nullable(),
  creatorName: z.string().nullable().describe('Null for the link of the first start, which nobody made'),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type Invitation = z.infer<typeof Invitation>;

/** Which invitations are wanted. */
export const InvitationsQuery = PageQuery.extend({
  projectId: z.string().optional().describe('Those into this project only'),
});
export type InvitationsQuery = z.infer<typeof InvitationsQuery>;

export const CreateInvitation = z.strictObject({
  role: Role,
  projectId: z.string().nullable().default(null).describe('The project the person becomes a member of'),
});
export type CreateInvitation = z.infer<typeof CreateInvitation>;

/** The link is shown once: only a hash of its token is stored. */
export const CreatedInvitation = Invitation.extend({ link: z.string().describe('Path and query, without the host') });
export type CreatedInvitation = z.infer<typeof CreatedInvitation>;

/** What a person may be called, and sign in with: the same wherever it is given. */
const Name = shortText(100, 'Please give your name');
const Email = z.email('Please give an e-mail address').max(254, 'An e-mail address has at most 254 characters');
const NewPassword = z.string().min(10, 'Use at least 10 characters').max(128, 'Use at most 128 characters');
/** One that is only compared: what is too short simply does not fit. */
const Password = z.string().min(1, 'Please give your password').max(128, 'A password has at most 128 characters');
const Token = z.string().min(1).max(200);

export const AddMember = z.strictObject({ email: Email, role: MemberRole });
export type AddMember = z.infer<typeof AddMember>;

export const AcceptInvitation = z.strictObject({ token: Token, name: Name, email: Email, password: NewPassword });
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;

export const SignIn = z.strictObject({ email: Email, password: Password });
export type SignIn = z.infer<typeof SignIn>;

export const UpdateMe = z.strictObject({ name: Name });
export type UpdateMe = z.infer<typeof UpdateMe>;

export const ChangePassword = z.strictObject({ password: Password, newPassword: NewPassword });
export type ChangePassword = z.infer<typeof ChangePassword>;

export const UpdatePerson = z
  .strictObject({ role: Role, isActive: z.boolean() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Say what to change: role or isActive');
export type UpdatePerson = z.infer<typeof UpdatePerson>;

/** The link is shown once: only a hash of its token is stored. */
export const CreatedResetLink = z.object({
  link: z.string().describe('Path and query, without the host'),
  expiresAt: z.iso.datetime(),
});
export type CreatedResetLink = z.infer<typeof CreatedResetLink>;

export const ResetPassword = z.strictObject({ token: Token, newPassword: NewPassword });
export type ResetPassword = z.infer<typeof ResetPassword>;
