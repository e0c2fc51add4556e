import { RoundConfig } from '@querent/contracts';
import { random, type SimulationConfig, simulate } from '@querent/core';
import { gatherLabels } from '@querent/core/likelihoods';
import { gatherRows } from '@querent/core/tensors';
import { jsonOf } from '@querent/db';
import { claimCards, submitAnnotation } from '@querent/domain';
import { runEncoding, runImport, runRound, runScorePart } from '@querent/domain/background';
import { createTestContext, type TestContext } from '@querent/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { featuresIn, loopConfig } from './loop.js';
import { tasksOn } from './tasks.js';

const [RECORDS, SIDE, CLASSES] = [300, 4, 3];
const { signal } = new AbortController();

/** Small pictures whose brightest row tells the class, more or less. */
function pictures() {
  const stream = random(5);
  const labels = Int32Array.from({ length: RECORDS }, () => Math.floor(stream.uniform() * CLASSES));
  const pixels = Array.from(labels, (label) =>
    Uint8Array.from({ length: SIDE * SIDE }, (_, at) =>
      Math.round(Math.min(255, 100 * stream.uniform() + (Math.floor(at / SIDE) === label ? 90 : 0))),
    ),
  );
  return { labels, pixels };
}

describe('a live project and a simulation', () => {
  let test: TestContext;
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
  });
  afterAll(() => test.close());

  it.each([
    ['bald', 'power', 'uniform'],
    ['epig', 'core-set', 'k-means'],
    ['uniform', 'top-k', 'uniform'],
  ])(
    'with the same seeds, answers and settings ask the same: %s, %s, after %s',
    async (acquisition, selection, first) => {
      const { labels, pixels } = pictures();
      const settings = RoundConfig.parse({
        labelsPerRound: 6,
        network: { id: 'mlp', options: { units: [16] } },
        posterior: { id: 'mc-dropout', options: { minUpdates: 60 } },
        acquisition: { id: acquisition },
        selection: { id: selection },
        coldStart: { id: first },
        draws: 5,
        seed: 7,
      });
      const eve = await test.as('engineer');
      const project = await test.db.project.create({
        data: {
          name: 'Live',
          recordKind: 'image',
          taskKind: 'single_choice',
          classes: { create: ['a', 'b', 'c'].map((name, order) => ({ name, order })) },
          holdout: 60,
          settings: jsonOf(settings),
          members: { create: { userId: eve.actor.id, role: 'engineer' } },
          imports: { create: { source: 'test' } },
        },
        include: { imports: true, classes: { orderBy: { order: 'asc' } } },
      });
      const projectId = project.id;
      const compute = tasksOn(test.system.store, { objectsDir: '', backend: 'wasm' });
      const context = { ...test.system, compute };
      await runImport(context, { importId: project.imports[0]!.id }, signal, () => ({
        id: 'test',
        count: async () => RECORDS,
        pictures: 500,
        readsAhead: false,
        async *read(start) {
          for (let place = start; place < RECORDS; place++) {
            const raw = { width: SIDE, height: SIDE, channels: 1 } as const;
            const read = () => sharp(pixels[place]!, { raw }).png().toBuffer();
            const [name, label] = [`p${place}`, project.classes[labels[place]!]!.name];
            const content = { kind: 'image' as const, name, read };
            yield { place: name, externalId: null, name, label, content, metadata: {} };
          }
        },
      }));

      const { id: encodingId } = await test.db.encoding.findFirstOrThrow({ where: { projectId } });
      await runEncoding(context, { encodingId }, signal);

      const indexOf = new Map(
        (await test.db.record.findMany({ where: { projectId } })).map((own) => [own.id, own.index]),
      );
      const asked: number[][] = [];
      for (let round = 0; round < 3; round++) {
        const { cards } = await claimCards(eve, { projectId, count: settings.labelsPerRound, keep: [] });
        asked.push(cards.map(({ recordId }) => indexOf.get(recordId)!));
        for (const { recordId, roundId } of cards)
          await submitAnnotation(eve, {
            projectId,
            recordId,
            roundId,
            outcome: 'label',
            answer: { classId: project.classes[labels[indexOf.get(recordId)!]!]!.id },
            seconds: 1,
            idempotencyKey: `live-${recordId}`,
          });
        const { id: roundId } = await test.db.round.findFirstOrThrow({ where: { projectId, number: round + 1 } });
        for (;;) {
          const parts = await runRound(context, { roundId }, signal);
          if (parts.length === 0) break;
          for (const { name, payload } of parts)
            if (name === 'round.score') await runScorePart(context, payload, signal);
        }
      }

      const shards = await test.db.featureShard.findMany({ where: { encodingId }, orderBy: { start: 'asc' } });
      const features = await featuresIn(test.system.store, shards).rowsOf([...labels.keys()]);
      const holdout = await test.db.record.findMany({
        where: { projectId, split: 'holdout' },
        orderBy: { index: 'asc' },
      });
      const apart = holdout.map(({ index }) => index);
      const config: SimulationConfig = {
        ...loopConfig({ config: settings, likelihood: 'categorical' }),
        seed: settings.seed,
        start: { labels: settings.labelsPerRound, choice: settings.coldStart },
        most: 4 * settings.labelsPerRound,
      };
      const rounds = [];
      const pool = { features, labels };
      const replay = simulate({
        pool,
        test: { features: gatherRows(features, apart), labels: gatherLabels(labels, RECORDS, apart) },
        apart,
        outputs: CLASSES,
        config,
      });
      for await (const own of replay) rounds.push(own);
      expect(rounds.slice(0, 2).map((own) => own.asked)).toEqual(asked.slice(1));
      const measured = await test.db.round.findMany({
        where: { projectId, number: { gt: 0 } },
        orderBy: { number: 'asc' },
        include: { model: { include: { figures: { where: { id: 'nll' } } } } },
      });
      // The holdout is read in another order, so that its figures are added up in another one.
      expect(measured.map(({ model }) => model?.figures[0]?.value)).toEqual(
        rounds.slice(0, 3).map(({ figures }) => expect.closeTo(figures.nll!, 10)),
      );
    },
  );
});
