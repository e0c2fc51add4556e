import { parentPort, workerData } from 'node:worker_threads';
import { CoreError } from '../errors.js';
import { likelihoods } from '../likelihoods/index.js';
import { startBackend } from '../tensors/backend.js';
import type { MemberReply, MemberTask } from './members.js';
import { posteriors } from './registry.js';

/** The thread in which one member is fitted. */
const { member, posterior, likelihood, problem, options, seed, from, backend } = workerData as MemberTask;
const send = (reply: MemberReply) => parentPort!.postMessage(reply);

try {
  await startBackend({ prefer: backend });
  const state = await posteriors
    .get(posterior)
    .fit(
      { ...problem, likelihood: likelihoods.get(likelihood) },
      { options, seed, onProgress: (progress) => send({ member, progress }), ...(from ? { from } : {}) },
    );
  send({ member, state });
} catch (error) {
  const failure = error instanceof CoreError ? { code: error.code, message: error.detail } : { message: `${error}` };
  send({ member, failure });
}
