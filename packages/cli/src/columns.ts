import { type ColumnRole, ColumnRole as Role, type Survey } from '@querent/contracts';
import { CliError } from './failure.js';

/** How a file is read before it has columns. */
export interface ReadingChoices {
  delimiter?: string;
  encoding?: string;
  decimal?: string;
  heading: boolean;
}

export interface ColumnChoices {
  label?: string;
  text?: string[];
  id?: string;
  column?: string[];
}

/** These may stand above one column only; whoever had one before is kept beside the record. */
const MOVED: readonly ColumnRole[] = ['label', 'id', 'split', 'image', 'text'];

/**
 * The options of a file with other roles of columns; null where nothing was chosen.
 *
 * @throws CliError where a column is not there
 */
export function optionsWith(choices: ColumnChoices, survey: Survey): Record<string, unknown> | null {
  const chosen = [
    ...(choices.label ? [[choices.label, 'label'] as const] : []),
    ...(choices.id ? [[choices.id, 'id'] as const] : []),
    ...(choices.text ?? []).map((name) => [name, 'text'] as const),
    ...(choices.column ?? []).map(roleIn),
  ];
  if (chosen.length === 0) return null;
  const names = survey.columns.map(({ name }) => name);
  for (const [name] of chosen)
    if (!names.includes(name))
      throw new CliError(
        names.length > 0
          ? `The file has no column "${name}". It has: ${names.join(', ')}`
          : `A file of the format ${survey.format.title} has no columns to choose.`,
      );
  const moved = new Set(chosen.map(([, role]) => role).filter((role) => MOVED.includes(role)));
  const before = survey.columns.map(({ name, role }) => [name, moved.has(role) ? 'metadata' : role] as const);
  return { ...survey.options, columns: Object.fromEntries([...before, ...chosen]) };
}

function roleIn(text: string): readonly [name: string, role: ColumnRole] {
  const at = text.lastIndexOf('=');
  const role = Role.safeParse(text.slice(at + 1));
  if (at < 1 || !role.success) throw new CliError(`"${text}" is no <column>=<role>. Roles: ${Role.options.join(', ')}`);
  return [text.slice(0, at), role.data];
}

/** The options of a file by which it is looked at: what was not said is found. */
export function readingWith({ delimiter, encoding, decimal, heading }: ReadingChoices): Record<string, unknown> {
  const chosen = { delimiter: delimiter && (WORDED[delimiter] ?? delimiter), encoding, decimal };
  const said = Object.entries(chosen).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(said), ...(heading ? {} : { hasHeading: false }) };
}

/** What is hard to type. */
const WORDED: Readonly<Record<string, string>> = { tab: '\t', '\\t': '\t', none: '' };

/** @throws CliError where the format has no such option, which then changed nothing */
export function insistOn(reading: Record<string, unknown>, { options, format }: Survey): void {
  const unknown = Object.keys(reading).find((name) => !(name in options));
  if (unknown)
    throw new CliError(
      `A file of the format ${format.title} takes no ${unknown === 'hasHeading' ? '--no-heading' : `--${unknown}`}. Leave it out, or say another --format.`,
    );
}
