import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { CliError, EXIT } from './failure.js';

/** Who is signed in where: one at a time. */
export const Login = z.object({ url: z.string(), key: z.string() });
export type Login = z.infer<typeof Login>;

type Env = Record<string, string | undefined>;

/** As the XDG Base Directory Specification has it. */
export const configFolder = (env: Env = process.env): string =>
  join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'querent');
export const stateFolder = (env: Env = process.env): string =>
  join(env.XDG_STATE_HOME || join(homedir(), '.local/state'), 'querent');

const fileIn = (folder: string) => join(folder, 'login.json');

/** Keeps a key where only its owner can read it; there is no moment at which others could. */
export function saveLogin(login: Login, folder = configFolder()): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [path, next] = [fileIn(folder), `${fileIn(folder)}.${process.pid}`];
  writeFileSync(next, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(next, path);
  return path;
}

/** @returns null where nobody is signed in. @throws CliError where the file is damaged */
export function readLogin(folder = configFolder()): Login | null {
  const path = fileIn(folder);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new CliError(`${path} cannot be read. Correct its rights, or delete it and run: querent login`, EXIT.signIn, {
      cause: error,
    });
  }
  try {
    return Login.parse(JSON.parse(text));
  } catch (cause) {
    throw new CliError(`${path} is damaged. Delete it, and run: querent login`, EXIT.signIn, { cause });
  }
}

export const forgetLogin = (folder = configFolder()): void => rmSync(fileIn(folder), { force: true });

/** `host:3000/` is `http://host:3000`; a path in front of Querent stays. @throws CliError */
export function addressOf(given: string): string {
  const text = /^https?:\/\//i.test(given) ? given : `http://${given}`;
  if (!URL.canParse(text) || new URL(text).username)
    throw new CliError(`"${given}" is no address. Give it as the browser shows it, such as http://127.0.0.1:3000`);
  const url = new URL(text);
  return (url.origin + url.pathname).replace(/\/+$/, '').replace(/\/api\/v1$/, '');
}

/** Whether what is sent there can be read on its way by others. */
export function isExposed(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(hostname);
}

/**
 * Where to ask, and as whom: what was said on this line, then the environment, then who signed in. A key that is kept goes to the
 * address it was made for, and to no other.
 *
 * @throws CliError where one of the two is missing
 */
export function loginFor(givenUrl: string | undefined, env: Env = process.env): Login {
  const said = givenUrl ?? env.QUERENT_URL;
  const kept = said && env.QUERENT_KEY ? null : readLogin(configFolder(env));
  const url = said ? addressOf(said) : kept?.url;
  if (!url) throw new CliError('You are not signed in. Run: querent login', EXIT.signIn);
  const key = env.QUERENT_KEY || (kept?.url === url ? kept.key : undefined);
  if (!key) throw new CliError(`There is no key for ${url}. Run: querent login --url ${url}`, EXIT.signIn);
  return { url, key: key.trim() };
}
