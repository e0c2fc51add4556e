import { type ApiKey, Scope } from '@querent/contracts';
import type { Prisma } from '@querent/db';

export const keyInclude = {
  project: { select: { name: true } },
  user: { select: { name: true } },
} satisfies Prisma.ApiKeyInclude;

type KeyRow = Prisma.ApiKeyGetPayload<{ include: typeof keyInclude }>;

export const hasExpired = ({ expiresAt }: Pick<KeyRow, 'expiresAt'>) => expiresAt !== null && expiresAt <= new Date();

/** Neither its hash nor, of course, the key. */
export const toKey = (row: KeyRow): ApiKey => ({
  id: row.id,
  name: row.name,
  scope: Scope.parse(row.scope),
  projectId: row.projectId,
  projectName: row.project?.name ?? null,
  start: row.start,
  personId: row.userId,
  personName: row.user.name,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  hasExpired: hasExpired(row),
});
