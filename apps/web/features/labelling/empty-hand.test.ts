import { Hand, type Project, type ProjectEvent } from '@querent/contracts';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { EmptyHand } from './empty-hand';

const state = { import: null } as ProjectEvent;
const draw = (reason: Hand['empty'], canManage = false) => {
  const project = { id: 'p1', recordKind: 'text', canManage } as Project;
  return renderToStaticMarkup(createElement(EmptyHand, { project, reason, isLoaded: true, cutOff: null, state }));
};

it('a project without records says so, and to those who manage it how to add some', () => {
  expect(draw('no_records')).toContain('There are no records yet');
  expect(draw('no_records')).not.toContain('curl');
  expect(draw('no_records', true)).toContain('/api/v1/projects/p1/records');
  expect(draw('all_labelled', true)).not.toContain('curl');
});

it('every reason has words of its own', () => {
  const titles = Hand.shape.empty.options.map((reason) => /<h2[^>]*>(.*?)<\/h2>/.exec(draw(reason))?.[1]);
  expect(new Set(titles).size).toBe(Hand.shape.empty.options.length);
});
