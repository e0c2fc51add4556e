import type { Page } from 'playwright-core';
import { card } from './harness.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Chooses a class by the key that the page prints on it; one without a key is found by its name. */
export async function chooseByKey(page: Page, name: string) {
  const key = await button(page, name).getAttribute('aria-keyshortcuts');
  if (key) return page.keyboard.press(key);
  await page.keyboard.press('/');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape'); // back to the keys of the page
}

/** The name of a class, which is an answer at once; a list of them, or a number, which Enter stores. */
export type Written = string | string[] | number;

export async function pressAnswer(page: Page, written: Written) {
  if (typeof written === 'string') return chooseByKey(page, written);
  if (typeof written === 'number') await page.keyboard.type(String(written));
  else for (const name of written) await chooseByKey(page, name);
  await page.keyboard.press('Enter');
}

export const shownRecord = (page: Page) => card(page).getAttribute('data-record-id');

/** Waits until another card is on the screen, or none. */
export const waitForOther = (page: Page, recordId: string | null) =>
  page.waitForFunction(
    (id) => document.querySelector('[data-testid=card]')?.getAttribute('data-record-id') !== id,
    recordId,
  );

/** Answers the card on the screen rightly, and waits for the next one. */
export async function answerByKeys(page: Page, answerKey: (name: string) => Written) {
  const shown = card(page);
  await shown.waitFor();
  const [recordId, name] = await Promise.all([shownRecord(page), shown.getAttribute('data-name')]);
  await pressAnswer(page, answerKey(name ?? ''));
  await waitForOther(page, recordId);
  return recordId ?? '';
}
