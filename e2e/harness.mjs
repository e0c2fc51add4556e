import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { readDigits } from '@querent/domain/background';
import { chromium } from 'playwright-core';
import { freePort } from '../tools/postgres.ts';
import { ROOT } from '../tools/stages.mjs';

export const RESULTS = join(ROOT, 'e2e/results');
const PASSWORD = 'correct horse battery';

/**
 * Runs `npm start`'s script in a data folder of its own, on free ports.
 *
 * @param isPortGiven false where the start shall choose its ports itself
 */
export async function startQuerent({ dataDir = newDataDir(), env = {}, isPortGiven = true } = {}) {
  const ports = isPortGiven ? { PORT: String(await freePort()), WORKER_PORT: String(await freePort()) } : {};
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
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  await new Promise((resolve, reject) => {
    const take = (chunk) => {
      output += chunk;
      if (output.includes('Ctrl-C stops everything')) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', () => reject(new Error(`npm start ended:\n${output}`)));
  });
  const address = /http:\/\/[\d.]+:\d+/.exec(output.split('Open')[1])[0];
  const link = /http\S+\/welcome\?token=\S+/.exec(output)?.[0] ?? null;
  return {
    address,
    link,
    dataDir,
    get output() {
      return output;
    },
    workerUrl: `http://127.0.0.1:${ports.WORKER_PORT}`,
    log: (name) => readFileSync(join(dataDir, 'logs', `${name}.log`), 'utf8'),
    async stop(signal = 'SIGINT') {
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

export const forget = (folder) => rmSync(folder, { recursive: true, force: true });

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
      `No browser was found (${error.message.split('\n')[0]}). Install Chromium, set CHROMIUM_PATH, or run: npx playwright install chromium`,
    );
  }
}

/** A page whose failed scripts fail the test. */
export async function openPage(context) {
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return Object.assign(page, { errors });
}

export async function makeAccount(page, link, { name, email }) {
  await page.goto(link);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel(/^Password/).fill(PASSWORD);
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.waitForURL((url) => url.pathname === '/');
}

export async function signIn(page, address, email, password = PASSWORD) {
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === '/');
}

/** The answer key of the sample project: the class of a picture by its name. */
export async function readAnswerKey() {
  const digits = await readDigits();
  return (name) => String(digits[Number(/\d+/.exec(name)[0]) - 1].label);
}

export const card = (page) => page.getByTestId('card');

/** Presses the key of the right class for the card on the screen, and waits for the next card. */
export async function labelOne(page, answerKey) {
  const shown = card(page);
  await shown.waitFor();
  const [recordId, name, round] = await Promise.all(
    ['data-record-id', 'data-name', 'data-round'].map((a) => shown.getAttribute(a)),
  );
  await page.keyboard.press(answerKey(name));
  await page.waitForFunction(
    (id) => document.querySelector('[data-testid=card]')?.getAttribute('data-record-id') !== id,
    recordId,
  );
  return { recordId, round: Number(round) };
}

export async function screenshots(page, name) {
  const folder = join(RESULTS, 'screens');
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark']) {
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
export async function accessibilityIssues(page) {
  const found = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(100);
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, nodes } of violations)
      found.push(`${colorScheme} ${id}: ${nodes.map(({ target }) => target).join(', ')}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

export async function until(isTrue, what, timeoutMs = 120_000) {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    const value = await isTrue();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`Waited ${timeoutMs / 1000} s in vain for: ${what}`);
}

/** The API as the person of a browser context. */
export const apiOf = (context, address) => async (method, path, data) => {
  const response = await context.request.fetch(`${address}/api/v1${path}`, {
    method,
    ...(data ? { data } : {}),
    headers: { origin: address },
  });
  return { status: response.status(), body: await response.json().catch(() => null) };
};
