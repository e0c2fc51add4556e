import type { Services } from '@querent/contracts';
import { expect, it } from 'vitest';
import { describeServices } from './describe-services';

const nextTryAt = new Date(2026, 10, 25, 14, 32).toISOString();
const services = (worker: Services['worker'], isDiskFull = false): Services => ({ worker, isDiskFull });

it('says that the worker rests, when it is tried again, and that labelling goes on', () => {
  expect(describeServices(services({ state: 'resting', failures: 5, nextTryAt }))).toEqual([
    'Training rests: the worker has ended 5 times. It is tried again at 14:32. Labelling goes on.',
  ]);
  expect(describeServices(services({ state: 'stopped', failures: 0, nextTryAt: null }))[0]).toContain('not running');
});

it('says that the disk is full, and what becomes of the answers', () => {
  expect(describeServices(services(null, true))[0]).toMatch(/^The disk of the server is full\. Answers wait/);
});

it('says nothing where all is well, or nobody reports', () => {
  expect(describeServices(services({ state: 'running', failures: 1, nextTryAt: null }))).toEqual([]);
  expect(describeServices(services(null))).toEqual([]);
});
