import { isIPv6 } from 'node:net';
import { readEnv } from './env';

const ANY = ['0.0.0.0', '::'];

/** Where others reach the worker: as the settings say, and else at its port, on the name of the web app where it listens at all of them. */
export function workerUrl(): string {
  const { WORKER_PUBLIC_URL, WORKER_HOST, WORKER_PORT, PUBLIC_URL } = readEnv();
  if (WORKER_PUBLIC_URL) return WORKER_PUBLIC_URL;
  const host = ANY.includes(WORKER_HOST) ? new URL(PUBLIC_URL).hostname : WORKER_HOST;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${WORKER_PORT}`;
}
