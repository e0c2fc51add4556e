import { parentPort } from 'node:worker_threads';
import { CoreError } from '../errors.js';
import { likelihoods } from '../likelihoods/index.js';
import { startBackend } from '../tensors/backend.js';
import type { MemberReply, MemberTask } from './members.js';
import { posteriors } from './registry.js';

/** A thread in which members are fitted, one after the other. */
const send = (reply: MemberReply) => parentPort!.postMessage(reply);

parentPort!.on('message', async ({ posterior, likelihood, problem, backend, ...run }: MemberTask) => {
  try {
    await startBackend({ prefer: backend });
    const own = { ...problem, likelihood: likelihoods.get(likelihood) };
    send({ state: await posteriors.get(posterior).fit(own, { ...run, onProgress: (progress) => send({ progress }) }) });
  } catch (error) {
    const failure = error instanceof CoreError ? { code: error.code, message: error.detail } : { message: `${error}` };
    send({ failure });
  }
});
