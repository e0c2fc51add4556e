import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOutageLog } from './outage-log';

describe('the log of an outage', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const cause = new Error('connect ECONNREFUSED');
  const open = () => {
    const lines: Record<string, unknown>[] = [];
    return { lines, log: createOutageLog((line) => lines.push(JSON.parse(line))) };
  };

  it('has a line when it begins, of what lies at its bottom, however many notice', () => {
    const { lines, log } = open();
    for (let i = 0; i < 100; i++) log.failed('unavailable', `route ${i % 3}`, new Error('query', { cause }));
    expect(lines).toEqual([{ level: 'error', outage: 'unavailable', asked: 'route 0', error: 'connect ECONNREFUSED' }]);
  });

  it('has one when it is over: what had failed works again, and nothing fails any more', () => {
    const { lines, log } = open();
    for (let i = 0; i < 120; i++) {
      log.failed('unavailable', `route ${i % 3}`, cause);
      vi.advanceTimersByTime(500);
    }
    log.worked('route 0');
    vi.advanceTimersByTime(1_000);
    log.failed('unavailable', 'route 1', cause); // a connection that notices late
    log.worked('a route that has never failed');
    vi.advanceTimersByTime(10_000);
    expect(lines).toHaveLength(1);
    for (let i = 0; i < 10; i++) {
      log.worked(`route ${i % 3}`);
      vi.advanceTimersByTime(500);
    }
    expect(lines[1]).toEqual({ level: 'info', outage: 'unavailable', isOver: true, seconds: 71, failures: 121 });
    expect(lines).toHaveLength(2);
  });

  it('tells one outage from another, and the next one anew', () => {
    const { lines, log } = open();
    log.failed('unavailable', 'route', cause);
    log.failed('disk_full', 'route', cause);
    log.worked('route');
    vi.advanceTimersByTime(5_000);
    log.failed('disk_full', 'route', cause);
    expect(lines.map(({ outage, isOver }) => [outage, isOver])).toEqual([
      ['unavailable', undefined],
      ['disk_full', undefined],
      ['unavailable', true],
      ['disk_full', true],
      ['disk_full', undefined],
    ]);
  });
});
