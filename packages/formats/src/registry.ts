import type { ExportFormat } from '@querent/contracts';
import type { Exporter } from './exporter.js';
import { csv as writesCsv } from './exporters/csv.js';
import { imageFolder as writesImageFolder } from './exporters/image-folder.js';
import { jsonl as writesJsonl } from './exporters/jsonl.js';
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

/** Every exporter: a format that the contract names and nobody writes does not compile. */
export const exporters: { readonly [Id in ExportFormat]: Exporter } = {
  csv: writesCsv,
  jsonl: writesJsonl,
  'image-folder': writesImageFolder,
};
