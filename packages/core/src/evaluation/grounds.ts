import { ofClasses } from './classes/ground.js';
import type { JudgedRecords } from './judged-file.js';
import { ofLabels } from './labels/ground.js';
import { ofValues } from './values/ground.js';

/** Records that are judged. @throws shape_mismatch, invalid_label where predictions and truth do not belong together */
export function countOf(records: JudgedRecords): number {
  if (records.likelihood === 'categorical') return ofClasses.count(records.judged);
  return records.likelihood === 'bernoulli' ? ofLabels.count(records.judged) : ofValues.count(records.judged);
}
