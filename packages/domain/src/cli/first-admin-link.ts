import { createDb, transaction } from '@querent/db';
import { issueInvitation } from '../people/invitations.js';

/**
 * Prints `{"link": "/welcome?token=…"}` while there is no admin, else `{"link": null}`. Links of earlier starts end, so
 * that one lies in a single place: the terminal of whoever started Querent.
 */
const db = createDb(process.env.DATABASE_URL ?? '', 1);
const link = await transaction(db, async (tx) => {
  if ((await tx.user.count({ where: { role: 'admin' } })) > 0) return null;
  await tx.invitation.deleteMany({ where: { role: 'admin', projectId: null, usedAt: null } });
  return (await issueInvitation(tx, { role: 'admin', projectId: null, createdBy: null })).link;
});
await db.$disconnect();
process.stdout.write(`${JSON.stringify({ link })}\n`);
