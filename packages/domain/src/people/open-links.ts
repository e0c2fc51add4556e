import type { Db } from '@querent/db';
import { hashToken } from './tokens.js';

/** The row that a token opens, of an invitation or a reset link, as long as it is open. */
export const openLink = (token: string) => ({
  tokenHash: hashToken(token),
  usedAt: null,
  expiresAt: { gt: new Date() },
});

/** Whether an account can be made with the token, so that nobody fills a form in vain. */
export const isInvitationOpen = async ({ db }: { db: Db }, token: string): Promise<boolean> =>
  (await db.invitation.count({ where: openLink(token) })) > 0;

/** Whether a password can be set with the token. */
export const isResetLinkOpen = async ({ db }: { db: Db }, token: string): Promise<boolean> =>
  (await db.resetLink.count({ where: openLink(token) })) > 0;
