import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keepPrivate } from './private.ts';

const isRoot = process.getuid?.() === 0;
const modeOf = (path: string) => statSync(path).mode & 0o7777;

describe('what belongs to an installation', () => {
  const base = mkdtempSync(join(tmpdir(), 'querent-private-'));
  chmodSync(base, 0o755);
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it('is closed to the other users of the machine, also where an earlier release had left it open', () => {
    const [dataDir, objectsDir] = [join(base, 'data'), join(base, 'pictures')];
    for (const folder of [dataDir, objectsDir, join(dataDir, 'logs')]) {
      mkdirSync(folder);
      chmodSync(folder, 0o755);
    }
    writeFileSync(join(dataDir, 'run.json'), '{}', { mode: 0o644 });
    keepPrivate({ dataDir, objectsDir });
    for (const folder of [objectsDir, join(dataDir, 'logs'), join(dataDir, 'objects')])
      expect(modeOf(folder)).toBe(0o700);
    expect(modeOf(join(dataDir, 'run.json'))).toBe(0o600);
    // PostgreSQL's user goes through to its own folder, and cannot list what lies beside it.
    expect(modeOf(dataDir)).toBe(isRoot ? 0o711 : 0o700);
  });

  it('does not include a folder that many write to on purpose', () => {
    const shared = join(base, 'shared');
    mkdirSync(shared);
    chmodSync(shared, 0o1777);
    keepPrivate({ dataDir: join(base, 'data'), objectsDir: shared });
    expect(modeOf(shared)).toBe(0o1777);
  });
});
