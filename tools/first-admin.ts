import { spawnSync } from 'node:child_process';
import { ROOT, StageError } from './stages.mjs';

/** The path of the one-time link for the first admin; null once there is one. */
export function firstAdminLink(env: Record<string, string>): string | null {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [`${ROOT}/packages/domain/dist/cli/first-admin-link.js`],
    {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    },
  );
  if (status !== 0)
    throw new StageError(
      `The link for the first admin cannot be made: ${error?.message ?? stderr.trim().split('\n').at(-1)}. Try again.`,
    );
  return (JSON.parse(stdout) as { link: string | null }).link;
}
