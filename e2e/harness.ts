import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { readDigits } from '@querent/domain/background';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { messageOf } from '../tools/errors.mjs';
import { freePort } from '../tools/postgres.ts';
import { ROOT } from '../tools/stages.mjs';
import type { Answer } from './api.ts';

export const RESULTS = join(ROOT, 'e2e/results');
const PASSWORD = 'correct horse battery';

interface QuerentOptions {
  dataDir?: string;
  env?: Record<string, string>;
  /** False where the start shall choose its ports itself. */
  isPortGiven?: boolean;
}
export type Querent = Awaited<ReturnType<typeof startQuerent>>;

/** Runs `npm start`'s script in a data folder of its own, on free ports. */
export async function startQuerent({ dataDir = newDataDir(), env = {}, isPortGiven = true }: QuerentOptions = {}) {
  const ports: Record<string, string> = isPortGiven
    ? { PORT: String(await freePort()), WORKER_PORT: String(await freePort()) }
    : {};
  const child = spawn(process.execPath, [join(ROOT, 'tools/start.mjs')], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...ports,
      QUERENT_DATA_DIR: dataDir,
      CI: 'true',
      QUERENT_CHECK_ANSWERS: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk;
      if (output.includes('Ctrl-C stops everything')) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', () => reject(new Error(`npm start ended:\n${output}`)));
  });
  const [address = ''] = /http:\/\/[\d.]+:\d+/.exec(output.split('Open')[1] ?? '') ?? [];
  const [link = ''] = /http\S+\/welcome\?token=\S+/.exec(output) ?? [];
  return {
    address,
    /** For the first admin; empty once there is one. */
    link,
    dataDir,
    get output() {
      return output;
    },
    workerUrl: `http://127.0.0.1:${ports.WORKER_PORT}`,
    log: (name: string) => readFileSync(join(dataDir, 'logs', `${name}.log`), 'utf8'),
    async stop(signal: NodeJS.Signals = 'SIGINT') {
      if (child.exitCode === null) child.kill(signal);
      return ended;
    },
  };
}

export function newDataDir() {
  const folder = mkdtempSync(join(tmpdir(), 'querent-e2e-'));
  chmodSync(folder, 0o755); // the database server runs as another user where this one is root
  return folder;
}

export const forget = (folder: string) => rmSync(folder, { recursive: true, force: true });

/** Debian's Chromium, an installed Chrome, or Playwright's own. */
export async function openBrowser() {
  const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path && existsSync(path),
  );
  try {
    return await chromium.launch({
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  } catch (error) {
    throw new Error(
      `No browser was found (${messageOf(error).split('\n')[0]}). Install Chromium, set CHROMIUM_PATH, or run: npx playwright install chromium`,
    );
  }
}

export type OpenPage = Awaited<ReturnType<typeof openPage>>;

/** A page whose failed scripts fail the test. */
export async function openPage(context: BrowserContext) {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return Object.assign(page, { errors });
}

export async function makeAccount(page: Page, link: string, { name, email }: { name: string; email: string }) {
  await page.goto(link);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel(/^Password/).fill(PASSWORD);
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.waitForURL((url) => url.pathname === '/');
}

export async function signIn(page: Page, address: string, email: string, password = PASSWORD) {
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === '/');
}

/** The key of the right class for a picture by its name. */
export type AnswerKey = (name: string) => string;

/** The answer key of the sample project: the class of a picture by its name. */
export async function readAnswerKey(): Promise<AnswerKey> {
  const digits = await readDigits();
  return (name: string) => String(digits[Number(/\d+/.exec(name)?.[0]) - 1]?.label);
}

export const card = (page: Page) => page.getByTestId('card');

/** Waits until the cards that come next are on the page, since it was loaded, with so many pictures. */
export const handFilled = (page: Page, pictures = 0) =>
  page.waitForFunction((least) => {
    const paths = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
    return (
      paths.some((path) => path.endsWith('/hand')) && paths.filter((path) => path.endsWith('/image')).length >= least
    );
  }, pictures);

/** Presses the key of the right class for the card on the screen, and waits for the next card. */
export async function labelOne(page: Page, answerKey: AnswerKey) {
  const shown = card(page);
  await shown.waitFor();
  const read = async (attribute: string) => (await shown.getAttribute(attribute)) ?? '';
  const [recordId, name, round] = await Promise.all([read('data-record-id'), read('data-name'), read('data-round')]);
  await page.keyboard.press(answerKey(name));
  await page.waitForFunction(
    (id) => document.querySelector('[data-testid=card]')?.getAttribute('data-record-id') !== id,
    recordId,
  );
  return { recordId, round: Number(round) };
}

export async function screenshots(page: Page, name: string) {
  const folder = join(RESULTS, 'screens');
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.waitForTimeout(150);
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** What a screen reader, a keyboard or weak eyes would stumble over, in light and in dark. */
export async function accessibilityIssues(page: Page) {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(100);
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, nodes } of violations)
      found.push(`${colorScheme} ${id}: ${nodes.map(({ target }) => target).join(', ')}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

export const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

type Falsy = false | null | undefined | 0 | '';

export async function until<Value>(
  isTrue: () => Value | Promise<Value>,
  what: string,
  timeoutMs = 120_000,
): Promise<Exclude<Value, Falsy>> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    const value = await isTrue();
    if (value) return value as Exclude<Value, Falsy>;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`Waited ${timeoutMs / 1000} s in vain for: ${what}`);
}

/** People by their names, whom `before` makes. */
export const peopleToBe = <Name extends string, Somebody>() => ({}) as Record<Name, Somebody>;

export type Api = ReturnType<typeof apiOf>;

/** The API as the person of a browser context. */
export const apiOf =
  (context: BrowserContext, address: string) =>
  async <Method extends string, Path extends string>(method: Method, path: Path, data?: object) => {
    const response = await context.request.fetch(`${address}/api/v1${path}`, {
      method,
      ...(data ? { data } : {}),
      headers: { origin: address },
    });
    const body: Answer<Method, Path> = await response.json().catch(() => null);
    return { status: response.status(), body };
  };
