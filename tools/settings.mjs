// @ts-check
import { readProxies } from '../apps/web/server/proxies.mjs';
import { checkFolder, whyClosed } from './preflight.mjs';
import { StageError } from './stages.mjs';

/**
 * What a setting wants, in words, and whether a value is that.
 *
 * @typedef {object} Setting
 * @property {string} wants
 * @property {(value: string, name: string) => boolean | Promise<boolean>} is
 * @property {boolean} [isSecret] it may hold a password, and is not shown
 */

/** @returns {Setting} */
const wholeNumber = (/** @type {number} */ least, /** @type {number} */ most) => ({
  wants: `a whole number from ${least} to ${most}`,
  is: (value) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most,
});
/** @returns {Setting} */
const oneOf = (/** @type {string[]} */ ...words) => ({
  wants: `one of ${words.join(', ')}`,
  is: (value) => words.includes(value),
});
/** @type {Setting} */
const folder = {
  wants: 'a folder',
  is(value, name) {
    checkFolder(value, name);
    return true;
  },
};
/** @type {Setting} */
const host = {
  wants: 'an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them',
  is: async (value) => (await whyClosed(0, value)) === null,
};
const port = wholeNumber(1, 65_535);
/** @returns {Setting} */
const serverAt = (/** @type {string} */ example, /** @type {string[]} */ ...protocols) => ({
  wants: `an address such as ${example}`,
  is: (value) => protocols.includes(/^(.+:)\/\/./.exec(value)?.[1] ?? '') && isAddress(value),
  isSecret: true,
});

/**
 * Every environment variable that people set for the start, the web app and the worker.
 *
 * @satisfies {Record<string, Setting>}
 */
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
  WORKER_PUBLIC_URL: {
    wants: 'an address such as https://querent.example.org/worker',
    is: (value) => /^https?:\/\/[^?#@]+$/.test(value) && isAddress(value),
  },
  TRUSTED_PROXIES: {
    wants: 'addresses and ranges such as 10.0.0.0/8, with commas',
    is: (value) => isAnswered(() => readProxies(value)),
  },
  DATABASE_URL: serverAt('postgresql://user:password@host:5432/database', 'postgresql:', 'postgres:'),
  REDIS_URL: serverAt('redis://user:password@host:6379', 'redis:', 'rediss:'),
  BETTER_AUTH_SECRET: { wants: '32 characters or more', is: (value) => value.length >= 32, isSecret: true },
  HF_ENDPOINT: serverAt('https://huggingface.co', 'https:', 'http:'),
  QUERENT_BACKEND: oneOf('tensorflow', 'wasm', 'cpu'),
  QUERENT_LOCK_MS: wholeNumber(1_000, 3_600_000),
  LOG_LEVEL: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
};

/**
 * Whether everything that is set can be used, before anything is done with it. What is set to nothing counts as not set, and
 * is taken out of `env`.
 *
 * @param {Record<string, string | undefined>} [env]
 * @throws StageError that names the first that cannot be used, and what it wants
 */
export async function checkSettings(env = process.env) {
  /** @type {Record<string, Setting>} */
  const settings = SETTINGS;
  for (const [name, { wants, is, isSecret }] of Object.entries(settings)) {
    const value = env[name];
    if (value === '') delete env[name];
    if (!value || (await is(value, name))) continue;
    const found = isSecret ? '' : `, and is ${JSON.stringify(value)}`;
    throw new StageError(`${name} wants ${wants}${found}. Set it to that, or unset it.`);
  }
  if (env.PORT && Number(env.PORT) === Number(env.WORKER_PORT))
    throw new StageError(`PORT and WORKER_PORT are both ${env.PORT}. Set one of them to another port, or unset it.`);
}

/** Whether an address can be read, its user and password too. */
const isAddress = (/** @type {string} */ value) => isAnswered(() => decodeURIComponent(new URL(value).href));

/** @param {() => unknown} ask */
function isAnswered(ask) {
  try {
    ask();
    return true;
  } catch {
    return false;
  }
}
