import type { Columns } from '@querent/contracts';
import type { PlanOptions } from '../columns/plan.js';
import { CsvOptions } from '../csv/csv-options.js';
import { lookAtCsv } from '../csv/look-at-csv.js';
import { openTable } from '../csv/table.js';
import { tableRecords } from '../csv/table-records.js';
import type { Imported } from '../imported.js';
import type { Look } from '../importer.js';
import type { FileInput } from '../input.js';
import { JsonOptions } from '../json/json-options.js';
import { jsonRecords } from '../json/json-records.js';
import { linesOfJson } from '../json/lines-of-json.js';
import { lookAtJson } from '../json/look-at-json.js';

/** How a table that says what other files are is read, by the ending of its name. */
interface TableBeside {
  look(file: FileInput, options: Partial<CsvOptions>): Promise<Look>;
  read(
    file: FileInput,
    options: Partial<CsvOptions> & { columns: Columns | undefined },
    plan: PlanOptions,
  ): AsyncIterable<Imported>;
}

const jsonOptions = ({ columns, decimal, mostBytes, encoding }: Partial<CsvOptions>) =>
  JsonOptions.parse({ columns, decimal, mostBytes, encoding });

const LINES: TableBeside = {
  look(file, given) {
    const options = jsonOptions(given);
    return lookAtJson(linesOfJson(file, options), options, { isBeside: true });
  },
  read(file, given, plan) {
    const options = jsonOptions(given);
    return jsonRecords(linesOfJson(file, options), options, plan);
  },
};
const CELLS: TableBeside = {
  look: (file, options) => lookAtCsv(file, CsvOptions.parse(options)),
  async *read(file, given, plan) {
    const options = CsvOptions.parse(given);
    yield* tableRecords(await openTable(file, options), options, plan);
  },
};

export const tableBeside = (name: string): TableBeside => (/\.(?:jsonl|ndjson|jsonlines)$/i.test(name) ? LINES : CELLS);
