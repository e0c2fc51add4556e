import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CliError, EXIT } from './failure.js';
import { addressOf, configFolder, forgetLogin, isExposed, loginFor, readLogin, saveLogin } from './settings.js';

const home = mkdtempSync(join(tmpdir(), 'querent-cli-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const env = { XDG_CONFIG_HOME: home };
const folder = configFolder(env);
const login = { url: 'https://label.example.org', key: 'querent_abc' };
const failure = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error;
  }
};

describe('a key that is kept', () => {
  it('can be read by its owner only, also where a looser file was there', () => {
    saveLogin(login, folder);
    const path = join(folder, 'login.json');
    chmodSync(path, 0o644);
    saveLogin(login, folder);
    expect([statSync(path).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([0o600, 0o700]);
    expect(readLogin(folder)).toEqual(login);
  });

  it('goes to the address it was made for, and to no other', () => {
    expect(loginFor(undefined, env)).toEqual(login);
    expect(failure(() => loginFor('https://elsewhere.example.org', env))).toMatchObject({
      exitCode: EXIT.signIn,
      message: expect.stringContaining('querent login --url https://elsewhere.example.org'),
    });
  });

  it('is set aside by the environment', () => {
    const other = { ...env, QUERENT_URL: 'http://127.0.0.1:3000/', QUERENT_KEY: 'querent_other\n' };
    expect(loginFor(undefined, other)).toEqual({ url: 'http://127.0.0.1:3000', key: 'querent_other' });
  });

  it('is forgotten, and its absence is said with what to do', () => {
    forgetLogin(folder);
    expect(readLogin(folder)).toBeNull();
    expect(failure(() => loginFor(undefined, env))).toMatchObject({
      message: 'You are not signed in. Run: querent login',
    });
  });

  it('in a file that is damaged is an error that names the file', () => {
    writeFileSync(join(folder, 'login.json'), '{"url":');
    const error = failure(() => readLogin(folder));
    expect(error).toBeInstanceOf(CliError);
    expect(String(error)).toContain(join(folder, 'login.json'));
    expect(readFileSync(join(folder, 'login.json'), 'utf8')).toBe('{"url":');
  });
});

it.each([
  ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['https://label.example.org/', 'https://label.example.org'],
  ['https://example.org/querent/api/v1', 'https://example.org/querent'],
])('%s is the address %s', (given, address) => expect(addressOf(given)).toBe(address));

it.each(['http://', 'http://a b', 'https://ada:secret@example.org'])('%s is no address', (given) =>
  expect(failure(() => addressOf(given))).toMatchObject({ exitCode: EXIT.usage }),
);

it('an address elsewhere without encryption is exposed', () => {
  const exposed = ['http://example.org', 'https://example.org', 'http://127.0.0.1:3000', 'http://localhost'].map(
    isExposed,
  );
  expect(exposed).toEqual([true, false, false, false]);
});
