import type { SaidQuery } from '@querent/contracts';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { SaidRecords } from './said-records';

vi.mock('next/link', () => ({ default: 'a' }));

const classes = [{ id: 'c1', name: 'cat' }];
const draw = (query: Partial<SaidQuery>) =>
  renderToStaticMarkup(
    createElement(SaidRecords, {
      ...{ modelId: 'm1', classes, isValue: false, unit: 'nats', first: { items: [], next: null } },
      query: { which: 'wrong', limit: 24, ...query },
    }),
  );

it('an address that names no class of the model is told so', () => {
  for (const query of [{ truth: 'c9' }, { truth: 'c1', said: 'c9' }]) {
    expect(draw(query)).toContain('There is no such class');
    expect(draw(query)).not.toContain('Records of');
    expect(draw(query)).not.toContain('no mistake');
  }
  expect(draw({ truth: 'c1', which: 'all' })).toContain('Records of “cat”');
});

it('that there is no mistake is said of the whole holdout only', () => {
  expect(draw({})).toContain('It makes no mistake on the holdout.');
  expect(draw({ truth: 'c1' })).toContain('There are no such records.');
});

it('the heading takes the focus of who chooses other records', () => {
  expect(draw({})).toMatch(/<h2 id="records" tabindex="-1"/);
});
