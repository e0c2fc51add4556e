import { AddingOptions, CreateProject, type RecordKind, type TaskKind } from '@querent/contracts';
import { bytesInput, getImporter } from '@querent/formats';
import { setUpContext } from '@querent/testing/vitest';
import sharp from 'sharp';
import { beforeAll } from 'vitest';
import { addRecords, type Context, claimCards, createProject, getProject, submitAnnotation } from '../index.js';

const raw = { width: 2, height: 2, channels: 1 } as const;
/** A file in base64, another one for each level. */
export const picture = async (level: number): Promise<string> => {
  const bytes = await sharp(Uint8Array.from([level, 1, 2, 3]), { raw })
    .png()
    .toBuffer();
  return bytes.toString('base64');
};
/** Records with ids `t0`, `t1`, … */
export const texts = (count: number, from = 0): object[] =>
  Array.from({ length: count }, (_, at) => ({ id: `t${from + at}`, text: `Text ${from + at}` }));

/** Records as the body of a request brings them. @param extra lines after them, as they are */
export const read = (given: unknown[], extra = '') =>
  getImporter('jsonl').read(
    bytesInput('records.jsonl', Buffer.from(given.map((one) => `${JSON.stringify(one)}\n`).join('') + extra)),
    {},
    new AbortController().signal,
  );

/** Makes projects of an engineer and an annotator, and adds to them as the API does. */
export function setUpAdding() {
  const test = setUpContext();
  let ann: Context;
  beforeAll(async () => {
    ann = await test.as('annotator');
  });
  let keys = 0;
  return {
    test: () => test,
    eve: () => test.eve,
    ann: () => ann,
    async make(recordKind: RecordKind = 'text', more: { holdout?: number; kind?: TaskKind } = {}): Promise<string> {
      const { holdout = 0, kind = 'single_choice' } = more;
      const given = {
        name: 'Added',
        recordKind,
        task: { kind },
        classes: kind === 'numeric' ? [] : ['a', 'b', 'c'],
        holdout,
      };
      const { id } = await createProject(test.eve, CreateProject.parse(given));
      await test.db.member.create({ data: { projectId: id, userId: ann.actor.id, role: 'annotator' } });
      return id;
    },
    add: (projectId: string, given: unknown[], options: object = {}) =>
      addRecords(test.eve, { projectId, ...AddingOptions.parse(options) }, read(given)),
    records: (projectId: string) =>
      test.db.record.findMany({ where: { projectId }, orderBy: { index: 'asc' }, include: { label: true } }),
    countsOf: async (projectId: string) => (await getProject(test.eve, { projectId })).counts,
    hand: (projectId: string, count = 50) => claimCards(ann, { projectId, count, keep: [] }),
    className: async (projectId: string, name: string) =>
      (await test.db.class.findFirstOrThrow({ where: { projectId, name } })).id,
    answer: (projectId: string, card: { recordId: string; roundId: string }, classId: string) =>
      submitAnnotation(ann, {
        ...{ projectId, recordId: card.recordId, roundId: card.roundId, seconds: 1 },
        ...{ outcome: 'label', answer: { classId }, idempotencyKey: `adding-key-${keys++}` },
      }),
  };
}
