import { AddingOptions, CreateProject } from '@querent/contracts';
import { setUpContext } from '@querent/testing/vitest';
import { type RoundCompute, runEncoding } from '../background/index.js';
import { read } from '../imports/adding.contract.js';
import { addRecords, createProject } from '../index.js';
import { encodesHere } from './test-encode.js';

const TASK = { task: { kind: 'single_choice' }, classes: ['a', 'b'] };
export const VECTORS = { recordKind: 'vector', ...TASK };
export const TEXTS = { recordKind: 'text', ...TASK };
export const vectors = (count: number, from = 0): object[] =>
  Array.from({ length: count }, (_, at) => ({ vector: [from + at, 1] }));
export const never = () => Promise.reject(new Error('It is not asked for.'));

/** Makes projects with records, and encodes them with the real encoders; rounds are computed by nobody. */
export function setUpEncodings() {
  const test = setUpContext();
  const add = (projectId: string, records: object[], options: object = {}) =>
    addRecords(test.eve, { projectId, ...AddingOptions.parse(options) }, read(records));
  const latest = (projectId: string) =>
    test.db.encoding.findFirstOrThrow({ where: { projectId }, orderBy: { createdAt: 'desc' } });
  return {
    test: () => test,
    eve: () => test.eve,
    add,
    /** The encoding that was asked for last. */
    latest,
    async make(given: object, records: object[], options: object = {}): Promise<string> {
      const { id } = await createProject(test.eve, CreateProject.parse({ name: 'Encoded', ...given }));
      await add(id, records, options);
      return id;
    },
    async run(projectId: string, own: Partial<RoundCompute> = {}, signal = new AbortController().signal) {
      const { id: encodingId } = await latest(projectId);
      const ofModels = { train: never, draw: never, evaluate: never, exportModel: never };
      const rounds = { ...ofModels, coldStart: never, scorePart: never, select: never, predict: never };
      const trials = { tryFold: never, tryRanking: never, compareTrial: never };
      const compute = { ...encodesHere(test.system.store), ...rounds, ...trials, ...own };
      await runEncoding({ ...test.system, compute }, { encodingId }, signal);
    },
  };
}
