import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NICENESS } from './give-way.ts';
import { takeLock } from './lock.mjs';
import { identify, isStillThere } from './processes.mjs';
import { launchNode, restMs, startService } from './service.ts';

const TOOLS = dirname(fileURLToPath(import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'querent-service-'));
const left: ChildProcess[] = [];
afterAll(() => {
  for (const child of left) child.kill('SIGKILL'); // where a test has failed
  rmSync(base, { recursive: true, force: true });
});

const STAYS = 'setInterval(() => {}, 1000)';
/** It hears nothing, not even that its supervisor has gone. */
const STUCK = 'setTimeout(() => { for (;;); }, 200)';

describe('a service', () => {
  let told: string[];
  let states: { state: string; failures: number; nextTryAt: string | null }[];
  let logged: string;
  let pids: number[];
  let service: ReturnType<typeof startService>;
  beforeEach(() => {
    [told, states, logged, pids] = [[], [], '', []];
  });
  afterEach(() => service.stop());

  const start = (launch: Parameters<typeof startService>[0]['launch'], isUp = async () => true) => {
    service = startService({
      name: 'worker',
      launch,
      isUp,
      log: { path: 'worker.log', write: (text: unknown) => (logged += text) },
      onState: (state: (typeof states)[0]) => states.push(state),
      onProcess: (known: { pid: number } | null) => known && pids.push(known.pid),
      tell: (line: string) => told.push(line),
    });
  };

  it('that dies once is started again at once; the terminal says it, and that it is back', async () => {
    start(launchNode({ args: ['-e', STAYS] }));
    await expect.poll(() => pids.length).toBe(1);
    const since = performance.now();
    process.kill(pids[0]!, 'SIGKILL');
    await expect.poll(() => pids.length).toBe(2);
    expect(performance.now() - since).toBeLessThan(1_000);
    await expect
      .poll(() => told)
      .toEqual(['The worker ended (SIGKILL) and is started again. Its log: worker.log', 'The worker is back.']);
    expect(logged).toContain('-- worker ended (SIGKILL) and is started again');
  });

  it('in the background leaves the processor to whoever is waited for, with the threads that it starts', async () => {
    const thread = `new (require('node:worker_threads').Worker)('console.log(require("node:os").getPriority())', { eval: true });`;
    start(launchNode({ args: ['-e', `setTimeout(() => { ${thread} }, 300); ${STAYS}`], isBackground: true }));
    await expect.poll(() => pids.length).toBe(1);
    expect(getPriority(pids[0])).toBe(NICENESS);
    await expect.poll(() => logged, { timeout: 15_000 }).toBe(`${NICENESS}\n`);
    const session = `/proc/${pids[0]}/autogroup`;
    if (existsSync(session)) expect(readFileSync(session, 'utf8')).toContain(`nice ${NICENESS}`);
  });

  it('that is let go ends by itself, and is not started again', async () => {
    start(launchNode({ args: ['-e', STAYS] }));
    await expect.poll(() => pids.length).toBe(1);
    const known = identify(pids[0]!)!;
    service.letGo();
    await expect.poll(() => isStillThere(known), { timeout: 15_000 }).toBe(false);
    expect(pids).toHaveLength(1);
  });

  it('that dies again and again rests for longer each time, up to a minute, and is told of once', async () => {
    start(launchNode({ args: ['-e', 'console.log("no luck"); process.exit(7)'] }), async () => false);
    await expect.poll(() => states.at(-1)?.failures, { timeout: 15_000 }).toBe(3);
    expect(states.at(-1)).toMatchObject({ state: 'resting' });
    expect(Date.parse(states.at(-1)!.nextTryAt!)).toBeGreaterThan(Date.now());
    expect(told).toHaveLength(2);
    expect(told[1]).toMatch(/ends again and again \(code 7\).* growing rests/);
    expect(logged.match(/no luck/g)).toHaveLength(3);
    expect([1, 2, 3, 4, 7, 8, 50].map(restMs)).toEqual([0, 1_000, 2_000, 4_000, 32_000, 60_000, 60_000]);
  });

  it('that cannot even be launched is a death like another, and is woken from its rest', async () => {
    let tries = 0;
    start(async () => {
      if (++tries < 4) throw new Error('no memory');
      return launchNode({ args: ['-e', STAYS] })();
    });
    await expect.poll(() => states.at(-1)?.failures, { timeout: 15_000 }).toBe(3);
    service.wake();
    await expect.poll(() => pids.length).toBe(1);
    expect(states.at(-1)).toMatchObject({ state: 'running', failures: 3, nextTryAt: null });
  });

  it('that rests or is being launched stops for good when it is told to', async () => {
    start(launchNode({ args: ['-e', STAYS] }));
    await service.stop();
    expect(identify(pids[0]!)).toBeNull();
    expect(states.at(-1)).toMatchObject({ state: 'stopped' });
  });

  it('writes as much as it likes and is never held up', async () => {
    start(launchNode({ args: ['-e', `process.stdout.write('x'.repeat(5_000_000), () => process.exit(0)); ${STAYS}`] }));
    await expect.poll(() => logged.length, { timeout: 15_000 }).toBeGreaterThan(5_000_000);
  });
});

/** A supervisor that starts one child in a data folder, and is killed. */
async function killedSupervisor(folder: string, child: string) {
  const code = `
    import { takeLock } from '${TOOLS}/lock.mjs';
    import { launchNode, startService } from '${TOOLS}/service.ts';
    const lock = await takeLock(${JSON.stringify(folder)});
    lock.announce('http://127.0.0.1:3456', { web: 3456 });
    startService({ name: 'web', launch: launchNode({ args: ['-e', ${JSON.stringify(child)}] }), isUp: async () => true,
      log: { write() {} }, onState() {}, tell() {},
      onProcess: (known) => { lock.note('web', known); console.log(JSON.stringify(known)); } });`;
  const supervisor = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const orphan = await new Promise<{ pid: number; startedAt: string }>((resolve) =>
    supervisor.stdout.once('data', (line) => resolve(JSON.parse(String(line)))),
  );
  await new Promise((resolve) => setTimeout(resolve, 500)); // until the child listens
  supervisor.kill('SIGKILL');
  await new Promise((resolve) => supervisor.once('exit', resolve));
  return orphan;
}

describe('when the supervisor is killed', () => {
  it('its children end by themselves, also one that writes without end or does not listen to SIGTERM', async () => {
    for (const child of [
      STAYS,
      `setInterval(() => console.log('x'.repeat(100_000)), 1)`,
      `process.on('uncaughtException', (error) => console.error(error)); setInterval(() => console.log(1), 1)`,
      `process.on('SIGTERM', () => {}); ${STAYS}`,
    ]) {
      const orphan = await killedSupervisor(mkdtempSync(join(base, 'data-')), child);
      await expect.poll(() => isStillThere(orphan), { timeout: 10_000 }).toBe(false);
    }
  });

  it('the next start ends a child that is stuck, and knows the ports of before', async () => {
    const folder = mkdtempSync(join(base, 'data-'));
    const orphan = await killedSupervisor(folder, STUCK);
    expect(isStillThere(orphan)).toBe(true);
    const lock = await takeLock(folder);
    expect(isStillThere(orphan)).toBe(false);
    expect(lock.ports).toEqual({ web: 3456 });
    lock.release();
    expect((await takeLock(folder)).ports).toEqual({ web: 3456 }); // and after a stop as well
  });

  it('the next start leaves whoever has the number of a dead child alone', async () => {
    const folder = mkdtempSync(join(base, 'data-'));
    const other = spawn('sleep', ['60'], { detached: true });
    const { startedAt } = identify(process.pid)!;
    writeFileSync(
      join(folder, 'run.json'),
      JSON.stringify({ pid: other.pid, startedAt, processes: { web: { pid: other.pid, startedAt } } }),
    );
    (await takeLock(folder)).release();
    expect(other.exitCode).toBeNull();
    other.kill();
  });

  it('its children are not forgotten by a start that is killed while it ends them', async () => {
    const folder = mkdtempSync(join(base, 'data-'));
    const orphan = await killedSupervisor(folder, `process.on('SIGTERM', () => {}); ${STUCK}`);
    const next = starting(folder);
    const holder = () => JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')).pid;
    await expect.poll(holder, { timeout: 10_000 }).toBe(next.child.pid);
    next.child.kill('SIGKILL');
    await next.said;
    expect(isStillThere(orphan)).toBe(true);
    (await takeLock(folder)).release();
    expect(isStillThere(orphan)).toBe(false);
  });
});

/** A start as far as the lock, which it holds until it is killed. `said` is what it says then, or why it may not. */
function starting(folder: string) {
  const code = `
    import { takeLock } from '${TOOLS}/lock.mjs';
    await takeLock(${JSON.stringify(folder)}).then(() => console.log('holds it'), (error) => { console.log(error.message); process.exit(1); });
    ${STAYS}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  left.push(child);
  const said = new Promise<string>((resolve) => {
    child.stdout.once('data', (line) => resolve(String(line).trim()));
    child.once('exit', () => resolve('ended'));
  });
  return { child, said };
}

describe('of starts on one data folder', () => {
  it('that come at the same moment, one goes on and each of the others names one that is there', async () => {
    for (let turn = 0; turn < 3; turn++) {
      const folder = mkdtempSync(join(base, 'data-'));
      const starts = Array.from({ length: 5 }, () => starting(folder));
      const pids = starts.map(({ child }) => child.pid);
      const said = await Promise.all(starts.map((start) => start.said));
      expect(said.filter((line) => line === 'holds it')).toHaveLength(1);
      const holder = starts[said.indexOf('holds it')]!.child;
      for (const line of said.filter((text) => text !== 'holds it'))
        expect(pids).toContain(Number(/^Querent is still starting \(process (\d+)\)/.exec(line)?.[1]));
      expect(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')).pid).toBe(holder.pid);
      holder.kill('SIGKILL');
      await new Promise((resolve) => holder.once('exit', resolve));
      (await takeLock(folder)).release(); // nothing of them stands in the way
      expect(readdirSync(folder)).toEqual(['run.json']);
    }
  });

  it('the second gives way while the first is still ending a child that is stuck', async () => {
    const folder = mkdtempSync(join(base, 'data-'));
    const orphan = await killedSupervisor(folder, STUCK);
    const first = starting(folder);
    const hasEntered = () => readdirSync(folder).some((name) => name.startsWith(`lock-${first.child.pid}-`));
    await expect.poll(hasEntered, { timeout: 10_000 }).toBe(true);
    await expect(takeLock(folder)).rejects.toThrow(`Querent is still starting (process ${first.child.pid})`);
    expect(await first.said).toBe('holds it');
    expect(isStillThere(orphan)).toBe(false);
    first.child.kill('SIGKILL');
  });

  it('one that ends leaves what another has written by then', async () => {
    const folder = mkdtempSync(join(base, 'data-'));
    const lock = await takeLock(folder);
    writeFileSync(
      join(folder, 'run.json'),
      JSON.stringify({ pid: 1, startedAt: 'then', address: 'http://127.0.0.1:1' }),
    );
    lock.release();
    expect(readFileSync(join(folder, 'run.json'), 'utf8')).toContain('http://127.0.0.1:1');
  });

  it('a start beside a running one says where that is', async () => {
    const folder = mkdtempSync(join(base, 'data-'));
    const other = spawn('sleep', ['60']);
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ ...identify(other.pid!), address: 'http://127.0.0.1:1' }));
    await expect(takeLock(folder)).rejects.toThrow(/runs already at http:\/\/127\.0\.0\.1:1 \(process \d+\)/);
    other.kill();
    expect(existsSync(join(folder, 'run.json'))).toBe(true);
    expect(readFileSync(join(folder, 'run.json'), 'utf8')).toContain('address');
  });
});
