import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Services } from '@querent/contracts';
import { afterAll, describe, expect, it } from 'vitest';
import { readServices } from './read-services.js';

describe('the services', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'querent-services-'));
  const report = (text: string) => writeFileSync(join(dataDir, 'services.json'), text);
  const since = '2026-11-25T14:31:00.000Z';
  const nextTryAt = '2026-11-25T14:32:00.000Z';
  afterAll(() => rmSync(dataDir, { recursive: true }));

  it('are what the supervisor reports, and no more than pages need', async () => {
    const worker = { state: 'resting', since, failures: 5, nextTryAt };
    report(JSON.stringify({ worker, web: worker, database: worker, disk: { freeBytes: 0, isFull: true } }));
    const services = await readServices(dataDir);
    expect(services).toEqual({ worker: { state: 'resting', failures: 5, nextTryAt }, isDiskFull: true });
    expect(Services.parse(services)).toEqual(services);
  });

  it('are unknown, and no failure, where nobody reports or a report is half written', async () => {
    const unknown = { worker: null, isDiskFull: false };
    report('{"worker":{"state":"rest');
    expect(await readServices(dataDir)).toEqual(unknown);
    expect(await readServices(join(dataDir, 'elsewhere'))).toEqual(unknown);
    expect(await readServices(undefined)).toEqual(unknown);
  });
});
