import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Api, apiOf, signUp } from '../bench/client.ts';
import { forget, openBrowser, openPage, startQuerent, until } from './harness.ts';

export type Bringing = Awaited<ReturnType<typeof startBringing>>;

/** A Querent of its own, and an admin at the page where records are brought. */
export async function startBringing() {
  const [querent, browser] = await Promise.all([startQuerent(), openBrowser()]);
  const { cookie } = await signUp(querent.address, querent.link);
  const api: Api = apiOf(querent.address, cookie);
  async function contextOf(cookie: string) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const [name = '', value = ''] = cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: querent.address }]);
    return context;
  }
  const page = await openPage(await contextOf(cookie));
  const survey = () => page.getByTestId('survey');
  /** The survey has followed the last change. */
  const settled = () =>
    page.waitForFunction(() => document.querySelector('[data-testid=survey]')?.getAttribute('aria-busy') === 'false');
  const create = () => page.getByRole('button', { name: 'Create project' });
  const open = () => page.goto(`${querent.address}/projects/new`);
  return {
    ...{ querent, page, api, contextOf, survey, settled, create, open },
    /** Files that lie on the server, and are in no project. */
    inbox: () => readdirSync(join(querent.dataDir, 'objects/inbox')),
    async bring(files: string | string[], chooser: 'files' | 'folder' = 'files') {
      await open();
      await page.getByTestId(chooser).setInputFiles(files);
      await survey().waitFor({ timeout: 60_000 });
      await settled();
    },
    /** Takes the labels for a key, so that something is left to ask. */
    async hideLabels() {
      await page.getByRole('radio', { name: /hidden answer key/ }).click();
      await settled();
    },
    /** Makes the project, and waits until its records are stored. */
    async createProject() {
      await create().click();
      await page.waitForURL(/\/projects\/(?!new)[^/?]+$/);
      const projectId = new URL(page.url()).pathname.split('/').at(-1)!;
      const project = () => api('GET', `/projects/${projectId}`);
      await until(async () => (await project()).import?.state === 'done', 'the import to end', 240_000);
      return project();
    },
    /** Pieces of a file after the next one wait. @returns lets them go */
    async holdPieces() {
      const pieces = '**/api/v1/uploads/*';
      let letGo = () => {};
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      let count = 0;
      await page.route(pieces, async (route) => {
        if (route.request().method() === 'PATCH' && ++count > 1) await held;
        await route.continue().catch(() => {}); // its page has gone
      });
      return async () => {
        letGo();
        await page.unroute(pieces);
      };
    },
    async chooseRole(column: string, role: string) {
      await page.getByRole('combobox', { name: `What ${column} is` }).click();
      await page.getByRole('option', { name: role }).first().click();
      await settled();
    },
    async stop() {
      await browser.close();
      await querent.stop();
      forget(querent.dataDir);
    },
  };
}
