import { defineImporter } from '../importer.js';
import { JsonOptions } from '../json/json-options.js';
import { jsonRecords } from '../json/json-records.js';
import { linesOfJson } from '../json/lines-of-json.js';
import { lookAtJson } from '../json/look-at-json.js';

export const jsonl = defineImporter({
  id: 'jsonl',
  title: 'JSON Lines',
  description: 'An object a line. A bad line is rejected by its number, and the others come in.',
  source: 'jsonlines.org',
  extensions: ['jsonl', 'ndjson', 'jsonlines'],
  mediaTypes: ['application/x-ndjson', 'application/jsonl'],
  takes: 'file',
  options: JsonOptions,
  detect: (head, name) => {
    const [first, second] = new TextDecoder()
      .decode(head)
      .split('\n')
      .filter((line) => line.trim() !== '');
    if (first === undefined) return /\.(jsonl|ndjson|jsonlines)$/i.test(name) ? 0.5 : 0;
    if (!isObjectText(first)) return /\.(jsonl|ndjson|jsonlines)$/i.test(name) && second?.startsWith('{') ? 0.6 : 0;
    return second?.startsWith('{') || /\.(jsonl|ndjson|jsonlines)$/i.test(name) ? 0.95 : 0.4;
  },
  look: (input, options) => lookAtJson(linesOfJson(input, options), options),
  read: (input, options) => jsonRecords(linesOfJson(input, options), options),
});

function isObjectText(line: string): boolean {
  try {
    return line.trim().startsWith('{') && typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
