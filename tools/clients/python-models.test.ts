import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ROOT } from '../stages.mjs';
import { PYTHON_FILES } from './python-models.ts';

it.each(Object.entries(PYTHON_FILES))('%s is what the OpenAPI document says; npm run docs writes it', (path, make) => {
  expect(readFileSync(`${ROOT}/${path}`, 'utf8')).toBe(make());
});
