import { transaction } from '@querent/db';
import { describe, expect, it } from 'vitest';
import { extendRanking } from '../annotations/extend-ranking.js';
import { fillNearHashes } from '../background/index.js';
import { getStatistics } from '../index.js';
import { openRound } from '../rounds/open-round.js';
import { canLearn, labelsFor, splitFor } from '../rounds/round-records.js';
import { readTask } from '../tasks/project-task.js';
import { setUpAdding } from './adding.contract.js';

const COPIES = ['The pump stopped again.', 'The pump stopped again. ', 'the pump\n stopped  AGAIN.'];
const labelled = (texts: string[], more: object = {}) => texts.map((text) => ({ text, label: 'a', ...more }));
const others = (count: number) => Array.from({ length: count }, (_, at) => `Report ${at}`);

describe('records that are the same but for case and space', () => {
  const { test, eve, make, add, records, countsOf, hand } = setUpAdding();
  const held = async (projectId: string) =>
    (await records(projectId)).flatMap(({ split, content }) =>
      split === 'holdout' ? [(content as { text: string }).text] : [],
    );
  const learned = async (projectId: string) => {
    const task = await readTask(test().db, projectId);
    const rows = await labelsFor(test().db, { projectId, records: 1_000 }, task);
    return rows.map(({ index }) => index).sort((a, b) => a - b);
  };

  it('stay together where a holdout is drawn, whichever of them the draw meets', async () => {
    const outcomes = new Set<boolean>();
    for (let seed = 0; seed < 12; seed++) {
      const projectId = await make('text', { holdout: 3 });
      const { settings } = await test().db.project.findUniqueOrThrow({ where: { id: projectId } });
      await test().db.project.update({
        where: { id: projectId },
        data: { settings: { ...(settings as object), seed } },
      });
      const { holdout, notes } = await add(projectId, labelled([...COPIES, ...others(4)]));
      const kept = await held(projectId);
      const copies = kept.filter((text) => COPIES.includes(text));
      expect([0, 3]).toContain(copies.length);
      // Of five contents two are drawn, at most half, and a content that is there three times is one of them.
      expect(kept.length - copies.length).toBe(copies.length > 0 ? 1 : 2);
      expect(holdout).toBe(kept.length);
      expect(notes.some((note) => note.startsWith('2 records differ from another of the holdout'))).toBe(
        copies.length > 0,
      );
      expect(await learned(projectId)).toHaveLength(7 - kept.length);
      outcomes.add(copies.length > 0);
    }
    expect([...outcomes].sort()).toEqual([false, true]);
  });

  it('leave something to learn from, however many there are of one', async () => {
    const projectId = await make('text', { holdout: 50 });
    await add(projectId, labelled([...COPIES, 'All is well.']));
    const kept = await held(projectId);
    expect([['All is well.'], COPIES]).toContainEqual(kept);
  });

  it('join those of the holdout that a file declares, with an answer that is hidden, with one that is given and without one', async () => {
    const projectId = await make('text', { holdout: 0 });
    await add(projectId, labelled([COPIES[0]!]), { more: true });
    await add(projectId, labelled([COPIES[1]!, 'All is well.'], { split: 'holdout' }), { more: true });
    await add(projectId, labelled(['ALL is well.']), { labels: 'key', more: true });
    const { notes } = await add(projectId, [{ text: COPIES[2] }, ...labelled(['Something else'])]);
    expect(notes).toEqual([
      '3 records differ from another of the holdout in case or space only: such copies are kept there together, so that it has 5 rather than 2 records.',
    ]);
    expect(await held(projectId)).toEqual([COPIES[0], COPIES[1], 'All is well.', 'ALL is well.', COPIES[2]]);
    expect(await countsOf(projectId)).toMatchObject({ records: 6, holdout: 5, labelled: 1, pool: 0, changed: 1 });
    expect(await learned(projectId)).toEqual([5]);
    const { holdout } = await splitFor(test().db, { projectId, records: 6 }, null);
    expect(holdout.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect((await hand(projectId)).cards).toEqual([]);
  });

  it('are not learned from where they come later, be it the copy or the record to measure on', async () => {
    const projectId = await make('text', { holdout: 0 });
    await add(projectId, labelled([COPIES[0]!, 'Kept', 'All is well.']));
    expect(await learned(projectId)).toEqual([0, 1, 2]);
    const { notes } = await add(projectId, labelled([COPIES[1]!, 'Measured'], { split: 'holdout' }));
    expect(notes.at(-1)).toBe(
      '1 record differs from one of the holdout in case or space only: no model learns from it.',
    );
    expect(await learned(projectId)).toEqual([1, 2]);
    const later = await add(projectId, labelled([COPIES[2]!, ' MEASURED', 'New']));
    expect(later.notes).toEqual([
      '2 records differ from one of the holdout in case or space only: no model learns from them.',
    ]);
    expect(await learned(projectId)).toEqual([1, 2, 7]);
    expect((await getStatistics(eve(), { projectId })).answers).toMatchObject([{ text: 'a', count: 3 }]);
  });

  it('plan no round where nothing else has a label', async () => {
    const projectId = await make('text', { holdout: 0 });
    await add(projectId, labelled([COPIES[0]!]));
    expect(await canLearn(test().db, projectId)).toBe(true);
    await add(projectId, labelled([COPIES[1]!], { split: 'holdout' }));
    expect(await canLearn(test().db, projectId)).toBe(false);
  });

  it('are asked about last: of two nobody has both, until all others are answered, also by who adds more to the ranking', async () => {
    const projectId = await make('text', { holdout: 0 });
    await add(
      projectId,
      [...COPIES, ...others(20)].map((text) => ({ text })),
    );
    const textsOf = ({ cards }: Awaited<ReturnType<typeof hand>>) =>
      cards.map(({ content }) => (content.kind === 'text' ? content.text : ''));
    const texts = textsOf(await hand(projectId));
    expect([...texts].sort()).toEqual([...COPIES, ...others(20)].sort());
    expect(texts.slice(0, 21).filter((text) => COPIES.includes(text))).toHaveLength(1);
    expect(texts.slice(21).every((text) => COPIES.includes(text))).toBe(true);
    // Of a ranking that has only one of them the others are not what it is lengthened by.
    const round = await test().db.round.findFirstOrThrow({ where: { projectId } });
    const [first] = (await records(projectId)).filter(
      ({ content }) => (content as { text: string }).text === COPIES[0],
    );
    await test().db.rankingEntry.deleteMany({ where: { roundId: round.id, recordId: { not: first!.id } } });
    expect(await transaction(test().db, (tx) => extendRanking(tx, round, 8))).toBe(8);
    const ranked = await test().db.rankingEntry.findMany({ where: { roundId: round.id }, include: { record: true } });
    const again = ranked.filter(({ record }) => COPIES.includes((record.content as { text: string }).text));
    expect([ranked.length, again.length]).toEqual([9, 1]);
  });

  it('of what has a label are asked about last in every round, rows of a table included', async () => {
    const projectId = await make('row', { holdout: 0 });
    const rowOf = (city: string, age: number) => ({ row: { city, age } });
    await add(projectId, [
      { ...rowOf('Oslo', 3), label: 'a' },
      rowOf(' oslo', 3),
      rowOf('OSLO ', 4),
      rowOf('Oslo', 4),
      rowOf('Rome', 3),
    ]);
    const { id } = await test().db.round.create({ data: { projectId, number: 7, seed: 1, config: {}, records: 5 } });
    const ranking = [1, 2, 3, 4].map((index) => ({ index, score: 9 - index }));
    await transaction(test().db, (tx) => openRound(tx, { id, projectId }, ranking));
    const entries = await test().db.rankingEntry.findMany({
      where: { roundId: id },
      orderBy: { rank: 'asc' },
      select: { rank: true, score: true, record: { select: { index: true } } },
    });
    expect(entries.map(({ rank, score, record }) => [rank, record.index, score])).toEqual([
      [0, 2, 7],
      [1, 4, 5],
      [2, 1, 8],
      [3, 3, 6],
    ]);
  });

  it('are told among records of earlier versions, too, once a worker has looked at these', async () => {
    const [texts, rows] = [await make(), await make('row')];
    await add(
      texts,
      others(30).map((text) => ({ text })),
    );
    await add(rows, [
      { row: { a: ' One  two', b: 1 } },
      { row: { a: 'one TWO', b: 1 } },
      { row: { a: 'one TWO', b: 2 } },
    ]);
    const hashes = async () => {
      const all = [...(await records(texts)), ...(await records(rows))];
      return all.map(({ nearHash }) => nearHash);
    };
    const before = await hashes();
    expect(new Set(before).size).toBe(32);
    const where = { projectId: { in: [texts, rows] } };
    await test().db.record.updateMany({ where, data: { nearHash: null } });
    const { signal } = new AbortController();
    expect(await fillNearHashes(test().system, signal)).toBeGreaterThanOrEqual(33);
    expect(await hashes()).toEqual(before);
    expect(await fillNearHashes(test().system, signal)).toBe(0);
  });
});
