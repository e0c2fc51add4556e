import type { RoundDetails } from '@querent/contracts';
import { classAnswer, makeReadyRound } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import { failRound, type RoundCompute } from '../background/index.js';
import { cancelRound, claimCards, getRoundDetails, retryRound, submitAnnotation, updateProject } from '../index.js';
import { logRound } from './log.js';
import { findsNothing, runThrough } from './test-run.js';

describe('the details of a round', () => {
  const test = setUpContext();
  let projectId: string;
  let roundId: string;
  beforeEach(async () => {
    ({ projectId, roundId } = await makeReadyRound(test, { records: 30, members: [test.eve] }));
  });
  const details = (id = roundId) => getRoundDetails(test.eve, { roundId: id });
  const texts = async () => (await details()).log.map(({ level, text }) => `${level}: ${text}`);
  const learns: RoundCompute = {
    ...findsNothing,
    async train(_, { onProgress }) {
      for (let epoch = 1; epoch <= 3; epoch++)
        onProgress({ stage: 'training', share: epoch / 3, epoch, epochs: 3, loss: 1 / epoch, secondsLeft: 0 });
      return { stateKey: 'ab'.repeat(32), bytes: 1, temperature: 0.667, backend: 'test', seconds: 1.5 };
    },
  };

  it('say how long each stage took, every loss, and what happened', async () => {
    await runThrough(test.system, learns, roundId);
    const { stages, losses, serving, parts } = await details();
    expect(stages.map(({ id, state }) => `${id} ${state}`)).toEqual([
      ...['queued done', 'training done', 'drawing done', 'scoring done', 'measuring done', 'open now'],
    ]);
    expect(stages[1]).toMatchObject({ seconds: 1.5 });
    for (const { seconds } of stages.slice(0, 5)) expect(seconds).toBeGreaterThanOrEqual(0);
    expect(losses).toEqual([
      [1, 1],
      [2, 0.5],
      [3, 0.333333],
    ]);
    expect([serving, parts]).toEqual([null, null]);
    expect(await texts()).toEqual([
      expect.stringMatching(/^info: Training begins on 1 label, by worker \S+:\d+\.$/),
      'info: Trained in 1.5 s (test).',
      'info: Certainty set right: temperature 0.67.',
      expect.stringMatching(/^info: Drew 20 networks in .* Scoring the pool\.$/),
      expect.stringMatching(
        /^info: Scored 0 records .* measured on 6 records of the holdout in 1\.0 s\. The round asks\.$/,
      ),
    ]);
  });

  it('of one that fails say why, where it ended, and who asks meanwhile; of one that is tried again that too', async () => {
    const train = () => Promise.reject(new Error('no memory'));
    await expect(runThrough(test.system, { ...findsNothing, train }, roundId)).rejects.toThrow('no memory');
    await failRound(test.system, { roundId }, 'Choose another model.');
    const { stages, serving } = await details();
    expect(stages.find(({ state }) => state === 'ended')?.id).toBe('training');
    expect(serving).toEqual({ number: 0, modelVersion: null });
    await retryRound(test.eve, { roundId });
    await cancelRound(test.eve, { roundId });
    expect((await texts()).slice(1)).toEqual([
      'warning: This did not succeed: no memory. It is tried again.',
      'error: Choose another model.',
      expect.stringMatching(/^info: Tried again by engineer/),
      expect.stringMatching(/^warning: Stopped by engineer/),
    ]);
  });

  it('tell the settings that are others than those of the round before', async () => {
    await updateProject(test.eve, {
      projectId,
      settings: { draws: 30, posterior: { id: 'swag', options: { rank: 5 } } },
    });
    await cancelRound(test.eve, { roundId });
    await retryRound(test.eve, { roundId });
    const changed = (await details()).settings.filter(({ before }) => before !== null);
    expect(changed).toEqual([
      { name: 'posterior', now: 'swag (rank 5)', before: 'mc-dropout' },
      { name: 'draws', now: '30', before: '20' },
    ]);
  });

  it('tell no network of a cold start, which has none, and none that changed after it', async () => {
    const network = ({ settings }: RoundDetails) => settings.find(({ name }) => name === 'network');
    const { id } = await test.db.round.findFirstOrThrow({ where: { projectId, number: 0 } });
    expect(network(await details(id))).toBe(undefined);
    expect(network(await details())?.before).toBe(null);
  });

  it('count what was answered, equal answers together, and skips', async () => {
    await test.db.label.deleteMany({ where: { projectId, record: { split: 'pool' } } });
    const { cards } = await claimCards(test.eve, { projectId, count: 3, keep: [] });
    for (const [at, { recordId, roundId: id }] of cards.entries())
      await submitAnnotation(test.eve, {
        ...{ projectId, recordId, roundId: id, seconds: 1, idempotencyKey: `details-key-${at}` },
        ...(at < 2 ? { outcome: 'label' as const, label: 1 } : { outcome: 'skip' as const }),
      });
    const { answer } = classAnswer(projectId, 1);
    expect((await details(cards[0]!.roundId)).answered).toEqual({
      labels: 2,
      skips: 1,
      byAnswer: [{ answer, text: 'b', count: 2 }],
    });
  });

  it('keep the latest two hundred lines', async () => {
    for (let line = 0; line < 205; line++) await logRound(test.db, roundId, `line ${line}`);
    const { log } = await details();
    expect([log.length, log[0]?.text, log.at(-1)?.text]).toEqual([200, 'line 5', 'line 204']);
  });

  it('are for those who manage the project', async () => {
    const ann = await test.as('annotator');
    await expect(getRoundDetails(ann, { roundId })).rejects.toMatchObject({ code: 'round_not_found' });
    await test.db.member.create({ data: { projectId, userId: ann.actor.id, role: 'annotator' } });
    await expect(getRoundDetails(ann, { roundId })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
