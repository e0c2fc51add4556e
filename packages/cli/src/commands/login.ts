import { KEY_PREFIX } from '@querent/contracts';
import type { Command } from 'commander';
import { connect } from '../connection.js';
import { CliError, EXIT } from '../failure.js';
import { readAll } from '../options.js';
import { asked, type Run, runOf } from '../run.js';
import { addressOf, forgetLogin, isExposed, readLogin, saveLogin } from '../settings.js';

const ASSUMED = 'http://127.0.0.1:3000';

export function addLogin(program: Command): void {
  program
    .command('login')
    .description('sign in with a key, which is made on your account page')
    .option('--key-file <path>', 'read the key from a file, "-" for standard input, instead of asking')
    .action((options: { keyFile?: string }, command: Command) => login(runOf(command), options));
  program
    .command('logout')
    .description('forget the key; revoke it on your account page where it is needed no more')
    .action((_, command: Command) => logout(runOf(command)));
  program
    .command('whoami')
    .description('as whom commands are carried out')
    .action((_, command: Command) => whoami(runOf(command)));
}

/** The key stands in no argument: others on the machine see these, and shells keep them. */
async function login({ terminal, url: said, signal }: Run, { keyFile }: { keyFile?: string }): Promise<void> {
  const given = said ?? process.env.QUERENT_URL ?? (keyFile ? undefined : await terminal.ask(`Address [${ASSUMED}]: `));
  if (given === undefined) throw new CliError('Say where Querent is: querent login --url <address> --key-file <path>');
  const url = addressOf(given.trim() || ASSUMED);
  asked.address = url;
  if (isExposed(url))
    terminal.note(`${url} is not encrypted: others on the way can read the key. Use https where you can.`);
  const key = (
    keyFile ? await readAll(keyFile) : (process.env.QUERENT_KEY ?? (await terminal.askHidden('Key: ')))
  ).trim();
  if (!key.startsWith(KEY_PREFIX))
    throw new CliError(
      `A key begins with "${KEY_PREFIX}". Make one at ${url}/account, and copy it whole.`,
      EXIT.signIn,
    );
  const { api } = connect({ url, key }, signal);
  const me = await api('GET /me');
  const path = saveLogin({ url, key });
  terminal.note(`The key is kept in ${path}, which only you can read.`);
  terminal.result({ url, ...me }, `Signed in at ${url} as ${me.name}.`);
}

async function logout({ terminal }: Run): Promise<void> {
  const { url = null } = readLogin() ?? {};
  forgetLogin();
  terminal.result({ url }, url ? `The key for ${url} is forgotten.` : 'Nobody was signed in.');
}

async function whoami({ terminal, ...run }: Run): Promise<void> {
  const { api, address } = run.connect();
  const me = await api('GET /me');
  terminal.result({ url: address, ...me }, `${me.name} <${me.email}>, ${me.role}, at ${address}`);
}
