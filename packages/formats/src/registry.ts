import { FormatError } from './format-error.js';
import type { Importer } from './importer.js';
import { jsonl } from './importers/jsonl.js';

/** Every importer: what the import dialog, the docs and the contract suite walk through. */
export const importers: readonly Importer[] = [jsonl];

/** @throws not_this_format */
export function getImporter(id: string): Importer {
  const importer = importers.find((entry) => entry.id === id);
  if (importer) return importer;
  const known = importers.map((entry) => entry.id).join(', ');
  throw new FormatError('not_this_format', `There is no format "${id}". Choose one of: ${known}.`);
}
