import { z } from 'zod';

export const Role = z.enum(['admin', 'engineer', 'annotator']);
export type Role = z.infer<typeof Role>;

/** What somebody may do inside one project; admins may do everything in all of them. */
export const MemberRole = z.enum(['engineer', 'annotator']);
export type MemberRole = z.infer<typeof MemberRole>;

export const Person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.email(),
  role: Role,
  createdAt: z.iso.datetime(),
});
export type Person = z.infer<typeof Person>;

export const Member = z.object({ person: Person, role: MemberRole });
export type Member = z.infer<typeof Member>;

export const Invitation = z.object({
  id: z.string(),
  role: Role,
  projectId: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type Invitation = z.infer<typeof Invitation>;

export const CreateInvitation = z.object({
  role: Role,
  projectId: z.string().nullable().default(null).describe('The project the person becomes a member of'),
});
export type CreateInvitation = z.infer<typeof CreateInvitation>;

/** The link is shown once: only a hash of its token is stored. */
export const CreatedInvitation = Invitation.extend({ link: z.string().describe('Path and query, without the host') });
export type CreatedInvitation = z.infer<typeof CreatedInvitation>;

export const AcceptInvitation = z.object({
  token: z.string().min(1).max(200),
  name: z.string().trim().min(1, 'Please give your name').max(100),
  email: z.email('Please give an e-mail address'),
  password: z.string().min(10, 'Use at least 10 characters').max(128, 'Use at most 128 characters'),
});
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;
