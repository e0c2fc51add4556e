import { type Encoding, type ProjectEvent, type Round, RoundConfig } from '@querent/contracts';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { describeCame, describeState, isAllLabelled } from './describe-state';
import { UntilNextModel } from './until-next-model';

const roundOf = (number: number, state: Round['state']): Round => ({
  ...{
    id: `o${number}`,
    projectId: 'p',
    number,
    state,
    seed: 1,
    config: RoundConfig.parse({}),
    labels: 0,
    answers: 0,
  },
  ...{
    modelVersion: null,
    modelId: null,
    progress: null,
    awaited: null,
    figures: [],
    isStale: false,
    timings: null,
    error: null,
  },
  ...{ createdAt: '2026-01-01T00:00:00.000Z', begunAt: null, openedAt: null },
});
const stateOf = (workingRound: Round | null): ProjectEvent => ({
  counts: { records: 10, pool: 10, holdout: 0, labelled: 0, skipped: 0, changed: 0 },
  ...{
    import: null,
    encoding: null,
    classes: [],
    openRound: roundOf(2, 'open'),
    workingRound,
    untilModel: null,
    training: { pause: null, scheduledAt: null },
  },
});

it('what came of an import is told without what there was none of', () => {
  const counts = { added: 1_200, known: 0, restored: 1, rejectedCount: 3, rejected: [], notes: [] };
  const done = {
    id: 'i',
    projectId: 'p',
    source: 'upload',
    name: 'a.csv',
    state: 'done',
    total: 1_204,
    done: 1_204,
  } as const;
  const rest = { recordsPerSecond: null, secondsLeft: null, error: null, createdAt: '', finishedAt: null };
  expect(describeCame({ ...done, ...counts, ...rest })).toBe('1,200 added, 1 back again, 3 left out');
});

it('a round that waits for an outside model says how much has come', () => {
  const awaited = {
    ...{ since: '2026-01-01T00:00:00.000Z', until: '2026-01-02T00:00:00.000Z', isReminded: false, isComplete: false },
    ...{ wanted: 1_200, pool: 1_000, received: 300, samples: 2, model: null },
  };
  const state = stateOf({ ...roundOf(3, 'waiting'), awaited: { ...awaited, classIds: [], says: 'samples' } });
  expect(describeState(state)).toBe(
    'Round 3 waits for an outside model: predictions of 300 of 1,200 records have come; labelling goes on.',
  );
});

describe('what a project is doing', () => {
  it.each([
    ['failed', 'round 3 did not finish'],
    ['stopped', 'round 3 was stopped'],
  ] as const)('is no training where the round has %s, in words that hold for everybody', (state, why) => {
    expect(describeState(stateOf(roundOf(3, state)))).toBe(
      `No model is being trained: ${why}. Labels are kept and labelling goes on; an engineer can try the round again.`,
    );
  });

  it('waits for its turn to import, then looks at what there is, and counts', () => {
    const running = { id: 'i', projectId: 'p', source: 's', state: 'queued', total: null, done: 0 } as const;
    const counts = { added: 0, known: 0, restored: 0, rejectedCount: 0, rejected: [], notes: [] };
    const none = { name: '', ...counts, recordsPerSecond: null, secondsLeft: null, error: null, finishedAt: null };
    const state = { ...stateOf(null), import: { ...running, ...none, createdAt: '2026-01-01T00:00:00.000Z' } };
    expect(describeState(state)).toBe('The import waits for its turn.');
    const begun = { ...state, import: { ...state.import, state: 'running' } as const };
    expect(describeState(begun)).toBe('Looking at what there is to import.');
    const read = {
      ...state,
      import: { ...state.import, state: 'running', done: 4_000, recordsPerSecond: 2_000 } as const,
    };
    expect(describeState(read)).toBe('Importing records: 4,000, 2,000 records a second.');
  });

  const encoding: Encoding = {
    ...{ id: 'e', encoder: 'pixels', title: 'Pixels', reason: 'They are small.', state: 'running' },
    ...{ total: 10_000, done: 3_000, recordsPerSecond: 420, secondsLeft: 16.7 },
    ...{ unread: null, advice: null, error: null },
  };
  const encode = (given: Partial<Encoding>, more: Partial<ProjectEvent> = {}) =>
    describeState({ ...stateOf(null), encoding: { ...encoding, ...given }, ...more });

  it('is encoding records while people are asked, with how far it is and how long it takes', () => {
    expect(encode({})).toBe('Encoding records: 3,000 of 10,000, 420 a second, 17 s left; labelling goes on.');
    expect(encode({ state: 'queued', done: 0, recordsPerSecond: null, secondsLeft: null })).toBe(
      'Records wait to be encoded: 0 of 10,000; labelling goes on.',
    );
    expect(encode({ recordsPerSecond: 2.5, secondsLeft: null }, { openRound: null })).toBe(
      'Encoding records: 3,000 of 10,000, 2.5 a second.',
    );
  });

  it('says that encoding has failed, and nothing of one that is complete', () => {
    expect(encode({ state: 'failed', error: 'No memory' })).toBe(
      'The records could not be encoded; labelling goes on. An engineer can try it again.',
    );
    expect(encode({ state: 'done' })).toBe('Cold start: asking at random until the first model.');
  });

  it('has nothing left to ask where every record is labelled, and counts no labels until another model', () => {
    const counts = { records: 12, pool: 0, holdout: 2, labelled: 10, skipped: 0, changed: 0 };
    const openRound = { ...roundOf(1, 'open'), modelVersion: 'r1-abc' };
    const state = { ...stateOf(null), counts, openRound, untilModel: { given: 0, wanted: 1, isHeldUp: false } };
    expect(describeState(state)).toBe('Nothing is left to ask. The last model is r1-abc.');
    expect(isAllLabelled(stateOf(null))).toBe(false);
    const until = (given: number) =>
      renderToStaticMarkup(
        createElement(UntilNextModel, { state: { ...state, untilModel: { ...state.untilModel, given } } }),
      );
    expect(until(0)).toBe('');
    expect(until(1)).toContain('1 of 1 new label until');
  });

  it('is waiting for a label where none is left that the next model can learn from', () => {
    const untilModel = { given: 0, wanted: 1, isHeldUp: true };
    const waiting = 'No label is left that a model can learn from.';
    expect(describeState({ ...stateOf(null), untilModel })).toContain(waiting);
    expect(encode({}, { untilModel })).not.toContain(waiting);
  });

  it('is training where a round does so with older features while records are encoded', () => {
    expect(encode({}, { workingRound: roundOf(3, 'queued') })).toBe('Round 3 is about to begin.');
  });
});
