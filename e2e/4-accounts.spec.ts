import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MemberRole } from '@querent/contracts';
import type { APIResponse, Browser, BrowserContext } from 'playwright-core';
import {
  type Api,
  accessibilityIssues,
  apiOf,
  forget,
  makeAccount,
  type OpenPage,
  openBrowser,
  openPage,
  peopleToBe,
  type Querent,
  screenshots,
  signIn,
  startQuerent,
  until,
} from './harness.ts';

const PASSWORD = 'correct horse battery';
const SECOND = 'staple after staple';
const THIRD = 'a third one altogether';

/** Somebody in a browser of their own. */
type Name = 'Ada' | 'Bob' | 'Eve' | 'elsewhere' | 'fresh' | 'late';

describe('accounts: invited, changed, reset, deactivated', () => {
  let querent: Querent;
  let browser: Browser;
  let projectId: string;
  const people = peopleToBe<Name, { context: BrowserContext; page: OpenPage; api: Api }>();
  const open = async (name: Name) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    people[name] = { context, page: await openPage(context), api: apiOf(context, querent.address) };
    return people[name];
  };
  /** Somebody invited by the admin. */
  const invite = async (name: Name, role: MemberRole) => {
    const { body } = await people.Ada.api('POST', '/invitations', { role });
    const person = await open(name);
    await makeAccount(person.page, querent.address + body.link, { name, email: `${name.toLowerCase()}@example.org` });
    return person;
  };
  const anew = async (context: BrowserContext, password: string) =>
    apiOf(context, querent.address)('POST', '/session', { email: 'bob@example.org', password });
  const row = (name: Name) => people.Ada.page.getByRole('row').filter({ hasText: `${name.toLowerCase()}@example.org` });

  before(async () => {
    [querent, browser] = await Promise.all([startQuerent(), openBrowser()]);
    const { page, api } = await open('Ada');
    await makeAccount(page, querent.link, { name: 'Ada', email: 'ada@example.org' });
    projectId = (await api('POST', '/projects/sample')).body.id;
    await invite('Bob', 'annotator');
    const { api: eve } = await invite('Eve', 'engineer');
    const { id } = (await eve('GET', '/me')).body;
    await api('PUT', `/projects/${projectId}/members/${id}`, { role: 'engineer' });
  });
  after(async () => {
    await browser?.close();
    await querent?.stop();
    forget(querent.dataDir);
  });

  it('what goes round the contract is not there, and what is too long is refused before anything is stored', async () => {
    const { context, api } = people.Bob;
    const before = (await api('GET', '/me')).body;
    const long = 'n'.repeat(100_000);
    for (const path of ['sign-in/email', 'sign-up/email', 'update-user', 'change-password', 'list-sessions', 'ok']) {
      const response = await context.request.post(`${querent.address}/api/auth/${path}`, {
        data: { name: long, image: `data:image/png;base64,${'A'.repeat(900_000)}` },
        headers: { origin: querent.address },
      });
      assert.equal(response.status(), 404, path);
    }
    assert.equal((await api('PATCH', '/me', { name: long })).status, 400);
    assert.equal((await api('PATCH', '/me', { image: 'A'.repeat(900_000) })).status, 400);
    assert.equal((await api('PATCH', '/me', { name: 'Bob', image: 'A'.repeat(900_000) })).status, 400);
    const stranger = await browser.newContext();
    for (const path of ['/session', '/password-resets', '/invitations/accept'] as const) {
      const outcome = await apiOf(stranger, querent.address)('POST', path, { email: 'e'.repeat(30_000_000) }).catch(
        () => ({ status: 413 }), // the server hung up on it
      );
      assert.ok([400, 413].includes(outcome.status), `${path}: ${outcome.status}`);
    }
    const email = `${'e'.repeat(300)}@example.org`;
    assert.equal((await apiOf(stranger, querent.address)('POST', '/session', { email, password: 'x' })).status, 400);
    assert.deepEqual((await api('GET', '/me')).body, before);
    await stranger.close();
  });

  it('a name is changed on the account page, which the name above leads to', async () => {
    const { page } = people.Bob;
    await page.getByRole('link', { name: 'Bob' }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'account');
    await page.getByRole('textbox', { name: 'Name' }).fill('');
    await page.getByRole('button', { name: 'Save the name' }).click();
    await page.getByText('Please give your name').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Bob Other');
    await page.getByRole('button', { name: 'Save the name' }).click();
    await page.getByRole('link', { name: 'Bob Other' }).waitFor();
  });

  it('a key is made on the account page, acts as its person, and stops once it is revoked', async () => {
    const { page } = people.Bob;
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByText('Please give the key a name').waitFor();
    await page.getByLabel('What the key is for').fill('nightly export');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const key = await page.getByLabel(/^The key “nightly export”/).inputValue();
    assert.match(key, /^querent_/);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'account-keys');
    const me = async () => {
      const response = await fetch(`${querent.address}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } });
      return { status: response.status, text: await response.text() };
    };
    assert.match((await me()).text, /bob@example.org/);
    await page.reload();
    await page.getByText(/^last used 20/).waitFor();
    assert.ok(!(await page.content()).includes(key));
    await people.Ada.page.goto(`${querent.address}/people`);
    await people.Ada.page.getByRole('button', { name: 'Revoke nightly export' }).waitFor();
    assert.deepEqual(await accessibilityIssues(people.Ada.page), []);
    await screenshots(people.Ada.page, 'people-keys');
    await page.getByRole('button', { name: 'Revoke nightly export' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('The key “nightly export” works no more.').waitFor();
    const refused = await me();
    assert.equal(refused.status, 401);
    assert.match(refused.text, /may have been revoked/);
  });

  it('a changed password signs out everywhere else, and stays here', async () => {
    const { page, api } = people.Bob;
    const elsewhere = await open('elsewhere');
    await signIn(elsewhere.page, querent.address, 'bob@example.org');
    const change = async (present: string) => {
      await page.getByLabel('Present password').fill(present);
      await page.getByLabel(/^New password/).fill(SECOND);
      await page.getByRole('button', { name: 'Change the password' }).click();
    };
    await change('not this one');
    await page.getByText('This is not your present password').waitFor();
    assert.equal((await elsewhere.api('GET', '/me')).status, 200);
    await change(PASSWORD);
    await page.getByText('Changed. You are signed out everywhere else.').waitFor();
    assert.equal((await api('GET', '/me')).status, 200);
    assert.equal((await elsewhere.api('GET', '/me')).body.code, 'not_signed_in');
    await elsewhere.page.reload();
    assert.equal(new URL(elsewhere.page.url()).pathname, '/sign-in');
    assert.equal((await anew(elsewhere.context, PASSWORD)).body.code, 'wrong_password');
    assert.equal((await anew(elsewhere.context, SECOND)).status, 200);
  });

  it('an admin makes a link with which a lost password is set anew', async () => {
    const { page, context } = people.Ada;
    await page.goto(`${querent.address}/people`);
    await page.getByRole('button', { name: 'Account of Bob Other' }).click();
    await page.getByRole('menuitem', { name: 'Make a link for a new password' }).click();
    const made = page.getByRole('dialog', { name: 'A new password for Bob Other' });
    const link = await made.getByRole('textbox').inputValue();
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'people-reset-link');
    await made.getByRole('button', { name: 'Copy' }).click();
    await made.getByRole('button', { name: 'Copied' }).waitFor();
    await made.getByRole('button', { name: 'Close' }).click();

    const { page: fresh, context: freshContext } = await open('fresh');
    await fresh.goto(link);
    await fresh.waitForFunction(() => !window.location.search);
    await fresh.reload(); // the tab still has the link
    await fresh.waitForURL((url) => !url.search);
    await fresh.getByLabel(/^New password/).waitFor();
    assert.deepEqual(await accessibilityIssues(fresh), []);
    await screenshots(fresh, 'reset');
    await fresh.getByLabel(/^New password/).fill('short');
    await fresh.getByRole('button', { name: 'Set the password' }).click();
    await fresh.getByText('Use at least 10 characters').waitFor();
    await fresh.getByLabel(/^New password/).fill(THIRD);
    await fresh.getByRole('button', { name: 'Set the password' }).click();
    await fresh.waitForURL((url) => url.pathname === '/');
    assert.equal((await people.Bob.api('GET', '/me')).body.code, 'not_signed_in');
    assert.equal((await people.elsewhere.api('GET', '/me')).body.code, 'not_signed_in');
    assert.equal((await apiOf(freshContext, querent.address)('GET', '/me')).status, 200);
    const again = { token: new URL(link).searchParams.get('token'), newPassword: PASSWORD };
    assert.equal(
      (await apiOf(context, querent.address)('POST', '/password-resets', again)).body.code,
      'reset_link_invalid',
    );
  });

  it('whoever is deactivated is out at once, and learns why with the right password only', async () => {
    const { page } = people.Ada;
    const { page: bob, api } = people.fresh;
    await page.getByRole('button', { name: 'Account of Bob Other' }).click();
    await page.getByRole('menuitem', { name: 'Deactivate' }).click();
    const question = page.getByRole('alertdialog', { name: 'Deactivate Bob Other' });
    assert.equal((await api('GET', '/me')).status, 200);
    await question.getByRole('button', { name: 'Deactivate' }).click();
    await row('Bob').getByText('deactivated').waitFor();
    await screenshots(page, 'people-deactivated');
    assert.deepEqual(await accessibilityIssues(page), []);
    assert.equal((await api('GET', '/me')).body.code, 'not_signed_in');
    await bob.goto(`${querent.address}/sign-in`);
    const enter = async (password: string) => {
      await bob.getByLabel('E-mail').fill('bob@example.org');
      await bob.getByLabel('Password').fill(password);
      await bob.getByRole('button', { name: 'Sign in' }).click();
    };
    await enter(PASSWORD);
    await bob.getByText('do not belong together').waitFor();
    await enter(THIRD);
    await bob.getByText('This account is deactivated. Ask an admin to activate it.').waitFor();
    assert.deepEqual(await accessibilityIssues(bob), []);
    await page.getByRole('button', { name: 'Account of Bob Other' }).click();
    await page.getByRole('menuitem', { name: 'Activate' }).click();
    await row('Bob').getByText('deactivated').waitFor({ state: 'detached' });
    await enter(THIRD);
    await bob.waitForURL((url) => url.pathname === '/');
  });

  it('the last admin cannot leave', async () => {
    const { api } = people.Ada;
    const { id } = (await api('GET', '/me')).body;
    assert.equal((await api('PATCH', `/people/${id}`, { isActive: false })).body.code, 'last_admin');
  });

  it('an engineer sees the open links into the own project and withdraws one', async () => {
    const { page, api } = people.Eve;
    await page.goto(`${querent.address}/projects/${projectId}/settings`);
    await page.getByRole('button', { name: 'Make an invitation link' }).click();
    await page.getByText('An open link for one annotator').waitFor();
    const link = await page.getByLabel(/^Send this link/).inputValue();
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'settings-links');
    assert.equal((await api('GET', '/invitations')).body.items.length, 1);
    assert.deepEqual((await people.fresh.api('GET', '/invitations')).body.items, []);
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('An open link for one annotator').waitFor({ state: 'detached' });
    await page.getByLabel(/^Send this link/).waitFor({ state: 'detached' });
    const { page: late } = await open('late');
    await late.goto(link);
    await late.getByText('It has been used already, was withdrawn, or is too old.').waitFor();
    assert.deepEqual(await accessibilityIssues(late), []);
  });

  it('the links of an engineer who is removed from the project end', async () => {
    const { body } = await people.Eve.api('POST', '/invitations', { role: 'annotator', projectId });
    const { id } = (await people.Eve.api('GET', '/me')).body;
    await people.Ada.api('DELETE', `/projects/${projectId}/members/${id}`);
    const token = new URL(body.link, querent.address).searchParams.get('token');
    const accepted = await people.late.api('POST', '/invitations/accept', {
      token,
      name: 'Late',
      email: 'late@example.org',
      password: PASSWORD,
    });
    assert.equal(accepted.body.code, 'invitation_invalid');
  });

  it('guessing stops after ten, whatever the caller says of its address, and others sign in from there', async () => {
    const { context } = people.late;
    const guess = (n: number) =>
      context.request.post(`${querent.address}/api/v1/session`, {
        data: { email: 'eve@example.org', password: 'wrong' },
        headers: { origin: querent.address, 'x-forwarded-for': `10.0.0.${n}` },
      });
    const replies: APIResponse[] = [];
    for (let n = 0; n < 14; n++) replies.push(await guess(n));
    assert.deepEqual(
      replies.map((reply) => reply.status()),
      [...Array(10).fill(403), ...Array(4).fill(429)],
    );
    assert.ok(Number(replies.at(-1)!.headers()['retry-after']) > 600);
    assert.equal((await anew(context, THIRD)).status, 200);
  });

  it('signing out ends the session, and may be done again', async () => {
    const { page, api, context } = people.Eve;
    const cookies = await context.cookies();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL((url) => url.pathname === '/sign-in');
    await context.addCookies(cookies); // kept by somebody
    assert.equal((await api('GET', '/me')).body.code, 'not_signed_in');
    assert.equal((await api('DELETE', '/session')).status, 200);
    await until(async () => (await context.cookies()).length === 0, 'the cookie to go', 5_000);
    for (const { page: each } of Object.values(people)) assert.deepEqual(each.errors, []);
  });
});
