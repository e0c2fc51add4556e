import type { OptionField } from '@querent/contracts';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { OptionInput } from './option-input';

const field: OptionField = {
  ...{ name: 'learningRate', description: 'Step size', default: 0.002, kind: 'number', isWhole: false },
  ...{ min: 0, isAboveMin: true, max: 10, isBelowMax: false, shortest: null, longest: null, word: null, choices: [] },
};
const draw = (proposed?: unknown) =>
  renderToStaticMarkup(createElement(OptionInput, { name: 'posterior.learningRate', field, value: 0.01, proposed }));

it('an option says its default, and where another value is proposed for the project, both', () => {
  expect(draw()).toContain('Step size. Default: 0.002.');
  expect(draw(0.01)).toContain('Proposed for a project like this: 0.01. The method’s own default: 0.002.');
});
