import { COLUMN_ROLES, type ColumnRole, type Columns } from '@querent/contracts';
import { listed } from './in-words.js';

const ONCE: ColumnRole[] = ['id', 'split', 'image'];
const isRole = (role: unknown): role is ColumnRole => typeof role === 'string' && Object.hasOwn(COLUMN_ROLES, role);

interface Chosen {
  /** As the reader takes them: of a role that stands once, one column has it. */
  options: Record<string, unknown>;
  /** The others of these, with the role that somebody gave them. */
  doubled: Columns;
  problems: string[];
}

/** The options that somebody gives, where two columns may have been called what only one can be. */
export function settleRoles(given: Record<string, unknown>): Chosen {
  const chosen = Object.entries(given.columns ?? {});
  const doubled: Columns = {};
  const problems: string[] = [];
  for (const role of ONCE) {
    const names = chosen.filter(([, own]) => own === role).map(([name]) => name);
    if (names.length < 2) continue;
    problems.push(
      `The columns ${listed(names)} are each called ${role}, and only one can be. Give the others another role.`,
    );
    for (const name of names.slice(1)) doubled[name] = role;
  }
  if (problems.length === 0) return { options: given, doubled, problems };
  const columns = Object.fromEntries(
    chosen.map(([name, role]) => [name, Object.hasOwn(doubled, name) || !isRole(role) ? 'metadata' : role]),
  );
  return { options: { ...given, columns }, doubled, problems };
}
