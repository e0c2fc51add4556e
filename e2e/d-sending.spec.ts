import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { signUp } from '../bench/client.ts';
import { type Bringing, startBringing } from './bringing.ts';
import { csvOf, writeFile } from './brought-files.ts';
import { openPage, screenshots, until } from './harness.ts';

describe('a file that is long on its way', () => {
  let at: Bringing;
  before(async () => {
    at = await startBringing();
  });
  after(() => at?.stop());

  const big = () =>
    writeFile('long.csv', csvOf(Array.from({ length: 60 }, (_, n) => ({ text: `${n} ${'word '.repeat(100_000)}` }))));
  /** Pieces after the first wait until they are let go. */
  async function holdPieces() {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let pieces = 0;
    await at.page.route('**/api/v1/uploads/*', async (route) => {
      if (route.request().method() === 'PATCH' && ++pieces > 1) await held;
      await route.continue().catch(() => {}); // its page has gone
    });
    return async () => {
      letGo();
      await at.page.unroute('**/api/v1/uploads/*');
    };
  }

  it('leaves nothing behind where it is cancelled', async () => {
    const before = at.inbox().length;
    const release = await holdPieces();
    await at.open();
    await at.page.getByTestId('files').setInputFiles(big());
    await at.page
      .getByTestId('upload-status')
      .filter({ hasText: /\d MB of/ })
      .waitFor();
    assert.ok(at.inbox().length > before);
    await at.page.getByRole('button', { name: 'Cancel' }).click();
    await at.page.getByText('Drop files or a folder').waitFor();
    await release();
    await until(() => at.inbox().length === before, 'the inbox to be as before', 20_000);
    await at.page.reload();
    await at.page.getByText('Drop files or a folder').waitFor();
    await at.page.waitForLoadState('networkidle');
    assert.equal(await at.page.getByText('long.csv').count(), 0);
  });

  it('goes on after a reload where it stopped', async () => {
    const release = await holdPieces();
    const file = big();
    await at.open();
    await at.page.getByTestId('files').setInputFiles(file);
    await at.page
      .getByTestId('upload-status')
      .filter({ hasText: /\d MB of/ })
      .waitFor();
    await screenshots(at.page, 'sending');
    await at.page.reload();
    await release();
    await at.page.getByText('Begun before').waitFor();
    await at.page.getByText('8 MB of').waitFor();
    await screenshots(at.page, 'begun-before');
    const offsets: string[] = [];
    at.page.on('request', (request) => {
      if (request.method() === 'PATCH') offsets.push(request.headers()['upload-offset'] ?? '');
    });
    await at.page.getByTestId('files').setInputFiles(file);
    await at.survey().waitFor({ timeout: 60_000 });
    assert.equal(offsets[0], '8000000');
    await at.page.reload();
    await at.survey().waitFor(); // the address names it
    await at.page.getByRole('button', { name: 'Bring something else' }).click();
    await at.page.getByText('Drop files or a folder').waitFor();
  });

  it('is not for annotators', async () => {
    const invitation = await at.api('POST', '/invitations', { role: 'annotator' });
    const { cookie } = await signUp(at.querent.address, invitation.link, 'ann');
    const theirs = await at.contextOf(cookie);
    const other = await openPage(theirs);
    for (const path of ['new', 'new/empty']) {
      await other.goto(`${at.querent.address}/projects/${path}`);
      await other.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    }
    await other.goto(at.querent.address);
    assert.equal(await other.getByRole('link', { name: 'New project' }).count(), 0);
    assert.deepEqual(at.page.errors, []);
  });
});
