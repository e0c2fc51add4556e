import { existsSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { everyMethod } from './test-every-method.js';

const CHROMIUM = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path),
);

const bundle = (entry: string) =>
  build({
    entryPoints: [new URL(entry, import.meta.url).pathname],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'methods',
  });

it.each(['acquisitions', 'selections', 'proposals'])(
  '%s run in a browser: nothing of Node, TensorFlow or ONNX comes along',
  async (folder) => {
    const { metafile } = await bundle(`../${folder}/index.ts`);
    const foreign = Object.keys(metafile.inputs).filter(
      (path) => path.includes('node_modules') && !path.includes('/zod/'),
    );
    expect(foreign).toEqual([]);
  },
);

describe('every acquisition and every selection', () => {
  const here = everyMethod();
  let code: string;
  beforeAll(async () => {
    code = (await bundle('test-every-method.ts')).outputFiles[0]!.text;
  });

  /** Batches to the letter; scores up to what another machine's logarithm may differ by. */
  const expectSame = (there: Record<string, number[]>) => {
    expect(Object.keys(there)).toEqual(Object.keys(here));
    for (const [name, values] of Object.entries(here)) {
      expect(there[name], name).toHaveLength(values.length);
      values.forEach((value, n) => {
        expect(there[name]![n], name).toBeCloseTo(value, 12);
      });
    }
  };

  it('gives the same numbers where there is nothing but the language', () => {
    const there = runInContext(`${code}; JSON.stringify(methods.everyMethod())`, createContext({}));
    expectSame(JSON.parse(there));
  });

  it.skipIf(!CHROMIUM)('gives the same numbers in Chromium', async () => {
    const browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ content: code });
      expectSame(await page.evaluate<Record<string, number[]>>('methods.everyMethod()'));
    } finally {
      await browser.close();
    }
  });
});
