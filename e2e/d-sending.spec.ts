import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { signUp } from '../bench/client.ts';
import { type Bringing, startBringing } from './bringing.ts';
import { csvOf, writeFile } from './brought-files.ts';
import { accessibilityIssues, type OpenPage, openPage, screenshots, until } from './harness.ts';

describe('a file that is long on its way', () => {
  let at: Bringing;
  before(async () => {
    at = await startBringing();
  });
  after(() => at?.stop());

  const big = () => {
    const rows = Array.from({ length: 60 }, (_, n) => ({
      ...{ text: `${n} ${'word '.repeat(100_000)}`, label: n % 2 ? 'odd' : 'even' },
    }));
    return writeFile('long.csv', csvOf(rows));
  };

  it('leaves nothing behind where it is cancelled', async () => {
    const before = at.inbox().length;
    const release = await at.holdPieces();
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
    await at.page.waitForLoadState('networkidle');
    assert.equal(await at.page.getByText('long.csv').count(), 0, 'it is not among what was begun before');
    await at.page.reload();
    await at.page.getByText('Drop files or a folder').waitFor();
    await at.page.waitForLoadState('networkidle');
    assert.equal(await at.page.getByText('long.csv').count(), 0);
  });

  it('goes on after a reload where it stopped', async () => {
    const release = await at.holdPieces();
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

  it('stops where its person is signed out, and goes on from there once they are back, here or in another window', async () => {
    const file = big();
    const offsets: string[] = [];
    at.page.on('request', (request) => {
      if (request.method() === 'PATCH') offsets.push(request.headers()['upload-offset'] ?? '');
    });
    /** Sends a piece; then the session is gone. */
    const sendAndLose = async (sent: string) => {
      const release = await at.holdPieces();
      await at.page.getByTestId('files').setInputFiles(file);
      await at.page.getByTestId('upload-status').filter({ hasText: sent }).waitFor();
      await at.page.context().clearCookies();
      await release();
      const alert = at.page.getByRole('alert').filter({ hasText: 'You are signed out. Sign in, and try again.' });
      await alert.getByRole('link', { name: 'Sign in' }).waitFor();
      // The piece that was refused is not there.
      assert.match((await at.page.getByTestId('upload-status').textContent()) ?? '', new RegExp(`^${sent}`));
      await at.page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
      assert.equal(await at.page.getByRole('button', { name: 'Sign out' }).count(), 0);
    };
    const signInAt = async (page: OpenPage) => {
      await page.getByLabel('E-mail').fill('ada@example.org');
      await page.getByLabel('Password').fill('correct horse battery');
      await page.getByRole('button', { name: 'Sign in' }).click();
    };
    await at.open();
    await sendAndLose('8 MB of');
    /** Above the page as well, at once. */
    const linkBack = async () => {
      const link = at.page.getByRole('link', { name: 'Sign in and go on' });
      await link.waitFor();
      return link;
    };
    const link = await linkBack();
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'sending-signed-out');
    await link.click();
    await signInAt(at.page);
    await at.page.getByText('Begun before').waitFor();
    await at.page.getByText('8 MB of').waitFor();

    await sendAndLose('16 MB of');
    const again = at.page.getByRole('button', { name: 'Try again' });
    await again.click(); // too early: nothing is lost by that
    await again.waitFor();
    const other = await openPage(at.page.context());
    await other.goto(`${at.querent.address}/sign-in`);
    await signInAt(other);
    await other.waitForURL(`${at.querent.address}/`);
    await other.close();
    const tried = offsets.length;
    await again.click();
    await at.survey().waitFor({ timeout: 60_000 });
    await at.settled();
    assert.deepEqual(offsets.slice(tried), ['16000000', '24000000']);

    // What has been chosen stays, through a reload and through signing in anew.
    const drafts = () =>
      at.page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('until-sign-out.draft.')).length);
    await at.hideLabels();
    await at.page.getByRole('button', { name: 'Remove odd' }).click();
    await at.page.getByText('More classes', { exact: true }).click();
    await at.page.getByLabel('More classes, by their names').fill('strange, rare');
    await at.page.getByRole('button', { name: 'Add 2 classes' }).click();
    await at.page.getByText('What annotators should know, and').click();
    await at.page.getByLabel('What annotators should know', { exact: true }).fill('Count the words.');
    await at.page.getByLabel('Name of the project').fill('Long texts');
    const isAsChosen = async () => {
      await at.survey().waitFor();
      await at.settled();
      assert.equal(await at.page.getByLabel('Name of the project').inputValue(), 'Long texts');
      assert.equal(
        await at.page.getByLabel('What annotators should know', { exact: true }).inputValue(),
        'Count the words.',
      );
      assert.equal(await at.page.getByRole('radio', { name: /hidden answer key/ }).isChecked(), true);
      for (const name of ['even', 'strange', 'rare'])
        await at.page.getByRole('button', { name: `Remove ${name}` }).waitFor();
      assert.equal(await at.page.getByRole('button', { name: 'Remove odd' }).count(), 0);
    };
    await isAsChosen();
    await at.page.reload();
    await isAsChosen();
    assert.equal(await drafts(), 1);

    const address = at.page.url();
    await at.page.context().clearCookies();
    await at.create().click();
    await at.page.getByRole('alert').getByRole('link', { name: 'Sign in' }).click();
    await signInAt(at.page);
    await at.page.waitForURL(address);
    await isAsChosen();
    await at.page.getByRole('button', { name: 'Bring something else' }).click();
    await at.page.getByText('Drop files or a folder').waitFor();
    assert.equal(await drafts(), 0);
  });

  it('is not fetched from an address within this network, which is said, and what is public or sent goes on', async () => {
    const before = at.inbox().length;
    await at.open();
    for (const address of [at.querent.address, 'http://[::ffff:127.0.0.1]/', 'http://169.254.169.254/latest/']) {
      await at.page.getByLabel('Or an address').fill(address);
      await at.page.getByRole('button', { name: 'Fetch it' }).click();
      const said = `The address at ${new URL(address).host} is not in the public internet; only what everybody can reach is fetched.`;
      await at.page.getByRole('alert').filter({ hasText: said }).waitFor();
      await at.page.getByRole('button', { name: 'Bring something else' }).waitFor();
      if (address === at.querent.address) {
        assert.deepEqual(await accessibilityIssues(at.page), []);
        await screenshots(at.page, 'refused-address');
      }
      await at.page.getByRole('button', { name: 'Bring something else' }).click();
      await at.page.getByText('Drop files or a folder').waitFor();
    }
    await until(() => at.inbox().length === before, 'the inbox to be as before', 20_000);
    await at.page.getByTestId('files').setInputFiles(writeFile('moods.csv', 'text,mood\nSo fine,good\nSo sad,bad\n'));
    await at.survey().waitFor();
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
