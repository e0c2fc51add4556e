import { Role } from '@querent/contracts';
import type { Actor } from './context.js';

/** Who asks, from the row of the account as it is now; null where it is deactivated, whatever session is left of it. */
export const actorOf = (user: { id: string; role: string; deactivatedAt: Date | null }): Actor | null =>
  user.deactivatedAt ? null : { id: user.id, role: Role.parse(user.role) };
