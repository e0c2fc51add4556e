import { z } from 'zod';

/** A formula on lines of its own, where no mark of Markdown means anything. */
export const codeOf = (formula: string) => `\`\`\`text\n${formula}\n\`\`\``;

/** Names of papers at arXiv as links. */
export const sourceOf = (source: string) =>
  source.replace(/arXiv:((?:[a-z-]+\/)?\d[\d.]*\d)/g, (_, id) => `[arXiv:${id}](https://arxiv.org/abs/${id})`);

/** Options with their defaults, by the schema that checks them. */
export function optionsTable(schema: z.ZodType) {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  const options = Object.entries(properties).flatMap(([name, option]) =>
    typeof option === 'boolean' ? [] : [[name, option] as const],
  );
  const rows = options.map(([name, option]) => [
    `\`${name}\``,
    typeof option.default === 'number' ? plain(option.default) : `\`${option.default}\``,
    rangeOf(option),
    option.description,
  ]);
  if (rows.length === 0) return '';
  return `\n${table(['option', 'default', 'takes', 'is'], rows)}\n`;
}

/**
 * A table whose columns are lined up, as the formatter wants it.
 *
 * @param hasNumbers whether all columns but the first stand to the right
 */
export function table(head: readonly string[], rows: readonly (readonly unknown[])[], hasNumbers = false) {
  const cells = [head, ...rows].map((row) => row.map((cell) => String(cell).replace(/\|/g, '\\|')));
  const widths = head.map((_, i) => Math.max(3, ...cells.map((row) => row[i]!.length)));
  const isNumber = (column: number) => hasNumbers && column > 0;
  const line = (row: string[]) =>
    `| ${row.map((cell, i) => (isNumber(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join(' | ')} |`;
  const rule = widths.map((width, i) => (isNumber(i) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  const [first, ...others] = cells.map(line);
  return [first, line(rule), ...others].join('\n');
}

function rangeOf(option: z.core.JSONSchema.JSONSchema): string {
  if (option.anyOf) return option.anyOf.map(rangeOf).join(', or ');
  if (option.enum) return option.enum.map((value) => `\`${value}\``).join(', ');
  if (option.const !== undefined) return `\`${option.const}\``;
  if (option.type === 'boolean') return 'true, false';
  const name = option.type === 'integer' ? 'whole number' : 'number';
  const { minimum: low, exclusiveMinimum: above, maximum } = option;
  const high = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? null : plain(maximum);
  if (typeof above === 'number') return `${name} above ${plain(above)}${high === null ? '' : `, at most ${high}`}`;
  if (low !== undefined && high !== null) return `${name} from ${plain(low)} to ${high}`;
  return low === undefined ? name : `${name}, at least ${plain(low)}`;
}

const plain = (value: number) => value.toLocaleString('en-US');
