import { expect, it } from 'vitest';
import { setUpSurveys } from './survey.contract.js';

const { of } = setUpSurveys();

it('columns that can be made the label are named where none is, with what they ask for and where', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${100 + 7 * i},${i % 3},${30.5 + i},${['wet', 'dry'][i % 2]}`);
  const file = `${['cement,age,strength,state', ...rows].join('\n')}\n`;
  expect((await of('concrete.csv', file)).task).toEqual({
    kind: 'single_choice',
    reason:
      'No labels are given. If a column holds the answers, make it the label: under “Columns”, in the list beside its name. "strength" and "cement" ask for a number, "state" and "age" ask for a class. Otherwise: type the classes of which people are to choose one, or choose another question.',
  });
  const columns = { cement: 'number', age: 'number', strength: 'label', state: 'category' };
  expect((await of('b.csv', file, { options: { columns } })).task.kind).toBe('numeric');
  expect((await of('c.csv', 'text\nOne text of some words\n')).task.reason).toMatch(/^No labels are given\. Type/);
});
