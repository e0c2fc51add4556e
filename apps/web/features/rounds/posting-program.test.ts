import { expect, it } from 'vitest';
import { postingProgram } from './posting-program';

const at = { origin: 'http://querent', roundId: 'r1' };

it('the program that posts predictions names the round, the classes and the shape that is wanted', () => {
  const program = postingProgram({ ...at, awaited: { says: 'samples', classIds: ['c'] }, classes: ['a "b"', 'ü'] });
  expect(program).toContain('ROUND = "http://querent/api/v1/rounds/r1"');
  expect(program).toContain('CLASSES = ["a \\"b\\"","ü"]');
  expect(program).toContain('[samples, records, classes]');
  expect(program).toContain('json.dumps(CLASSES)');
});

it('of numbers it names no classes, but mean and variance', () => {
  const program = postingProgram({ ...at, awaited: { says: 'single', classIds: [] }, classes: [] });
  expect(program).not.toContain('CLASSES');
  expect(program).toContain('[records, 2: mean and variance]');
});
