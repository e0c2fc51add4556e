import { expect, it } from 'vitest';
import { nameFor } from './name-for.js';

it.each([
  ['ag_news-train.csv', 'Ag news train'],
  ['pets.zip', 'Pets'],
  ['a/b/wines.csv.gz', 'Wines'],
  ['pasted.tsv', ''],
  ['.csv', ''],
])('a file %s proposes the name %j', (file, name) => expect(nameFor(file)).toBe(name));
