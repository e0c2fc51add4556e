import { FormatError } from './format-error.js';
import type { Importer } from './importer.js';
import { csv } from './importers/csv.js';
import { imageFolder } from './importers/image-folder.js';
import { json } from './importers/json.js';
import { jsonl } from './importers/jsonl.js';
import { npy } from './importers/npy.js';
import { vectorsFolder } from './importers/vectors-folder.js';

/** Every importer: what the import dialog, the docs and the contract suite walk through. */
export const importers: readonly Importer[] = [jsonl, json, csv, npy, imageFolder, vectorsFolder];

/** @throws not_this_format */
export function getImporter(id: string): Importer {
  const importer = importers.find((entry) => entry.id === id);
  if (importer) return importer;
  const known = importers.map((entry) => entry.id).join(', ');
  throw new FormatError('not_this_format', `There is no format "${id}". Choose one of: ${known}.`);
}

/** The importer for a file, by its content first and by its name then; null where none knows it. */
export function detectImporter(head: Uint8Array, name: string): Importer | null {
  const [best] = importers
    .map((importer) => ({ importer, sure: importer.detect(head, name) }))
    .sort((a, b) => b.sure - a.sure);
  return best && best.sure > 0 ? best.importer : null;
}
