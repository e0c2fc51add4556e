import { readProxies } from '../apps/web/server/proxies.mjs';
import { checkFolder, whyClosed } from './preflight.mjs';
import { StageError } from './stages.mjs';

const wholeNumber = (least, most) => ({
  wants: `a whole number from ${least} to ${most}`,
  is: (value) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most,
});
const oneOf = (...words) => ({ wants: `one of ${words.join(', ')}`, is: (value) => words.includes(value) });
const folder = {
  wants: 'a folder',
  is(value, name) {
    checkFolder(value, name);
    return true;
  },
};
const host = {
  wants: 'an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them',
  is: async (value) => (await whyClosed(0, value)) === null,
};
const port = wholeNumber(1, 65_535);
/** It may hold a password, and is not shown. */
const serverAt = (example, ...protocols) => ({
  wants: `an address such as ${example}`,
  is: (value) => protocols.includes(/^(.+:)\/\/./.exec(value)?.[1]) && isAddress(value),
  isSecret: true,
});

/** Every environment variable that people set for the start, the web app and the worker: what it wants, and whether a value is that. */
export const SETTINGS = {
  QUERENT_DATA_DIR: folder,
  QUERENT_OBJECTS_DIR: folder,
  HOST: host,
  PORT: port,
  WORKER_HOST: host,
  WORKER_PORT: port,
  PUBLIC_URL: {
    wants: 'an address such as https://querent.example.org, without a path',
    is: (value) => /^https?:\/\/[^/?#@]+\/?$/.test(value) && isAddress(value),
  },
  TRUSTED_PROXIES: {
    wants: 'addresses and ranges such as 10.0.0.0/8, with commas',
    is: (value) => isAnswered(() => readProxies(value)),
  },
  DATABASE_URL: serverAt('postgresql://user:password@host:5432/database', 'postgresql:', 'postgres:'),
  REDIS_URL: serverAt('redis://user:password@host:6379', 'redis:', 'rediss:'),
  BETTER_AUTH_SECRET: { wants: '32 characters or more', is: (value) => value.length >= 32, isSecret: true },
  QUERENT_BACKEND: oneOf('tensorflow', 'wasm', 'cpu'),
  QUERENT_LOCK_MS: wholeNumber(1_000, 3_600_000),
  LOG_LEVEL: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
};

/**
 * Whether everything that is set can be used, before anything is done with it. What is set to nothing counts as not set, and
 * is taken out of `env`.
 *
 * @throws StageError that names the first that cannot be used, and what it wants
 */
export async function checkSettings(env = process.env) {
  for (const [name, { wants, is, isSecret }] of Object.entries(SETTINGS)) {
    if (env[name] === '') delete env[name];
    if (env[name] === undefined || (await is(env[name], name))) continue;
    const found = isSecret ? '' : `, and is ${JSON.stringify(env[name])}`;
    throw new StageError(`${name} wants ${wants}${found}. Set it to that, or unset it.`);
  }
  if (env.PORT && Number(env.PORT) === Number(env.WORKER_PORT))
    throw new StageError(`PORT and WORKER_PORT are both ${env.PORT}. Set one of them to another port, or unset it.`);
}

/** Whether an address can be read, its user and password too. */
const isAddress = (value) => isAnswered(() => decodeURIComponent(new URL(value).href));

function isAnswered(ask) {
  try {
    ask();
    return true;
  } catch {
    return false;
  }
}
