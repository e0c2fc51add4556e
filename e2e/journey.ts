import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { type AnswerKey, forget, openBrowser, type Querent, readAnswerKey, startQuerent } from './harness.ts';

/** A fresh Querent, a browser and the answers of the sample project: there before the tests of a `describe`, gone after them. */
export function setUpJourney() {
  let querent: Querent;
  let browser: Browser;
  let answers: AnswerKey;
  before(async () => {
    [querent, browser, answers] = await Promise.all([startQuerent(), openBrowser(), readAnswerKey()]);
  });
  after(async () => {
    await browser?.close();
    await querent?.stop();
    forget(querent.dataDir);
  });
  const answerKey: AnswerKey = (name) => answers(name);
  return {
    get querent() {
      return querent;
    },
    answerKey,
    /** A person's own window, as wide as a laptop. */
    openContext: () => browser.newContext({ viewport: { width: 1280, height: 900 } }),
    /** Somebody who has not been here before. */
    openStranger: () => browser.newContext(),
    /** Starts the one that was stopped, with what it had. */
    async startAgain() {
      querent = await startQuerent({ dataDir: querent.dataDir });
    },
  };
}
