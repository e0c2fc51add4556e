import { forget, readAnswerKey, startQuerent, until } from '../e2e/harness.ts';
import { findProcess } from '../e2e/processes.ts';
import { apiOf, labelMany, signUp } from './client.ts';

const SHARE_OF_TRAINING = 0.5;

/**
 * How long labelling waits for the next round when the worker is killed in the middle of its training, and where the time
 * goes. A round of the same project that nobody disturbs, just before, says what of it is the training itself.
 */
export async function bench() {
  const querent = await startQuerent();
  try {
    const api = apiOf(querent.address, (await signUp(querent.address, querent.link)).cookie);
    const answerKey = await readAnswerKey();
    const projectId = (await api('POST', '/projects/sample')).id;
    const state = () => api('GET', `/projects/${projectId}/state`);
    const logged = (message: string, after: number) =>
      querent
        .log('worker')
        .split('\n')
        .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as { msg: string; time: number }] : []))
        .find(({ msg, time }) => time >= after && msg === message)?.time;
    const reached = async (number: number, stage: 'training' | 'scoring' | 'open') => {
      await until(
        async () => {
          const { workingRound, openRound } = await state();
          const isOpen = openRound !== null && openRound.number >= number;
          return isOpen || (workingRound?.number === number && workingRound.state === stage);
        },
        `round ${number} to be ${stage}`,
        300_000,
      );
      return Date.now();
    };
    await until(async () => (await state()).openRound, 'the import', 300_000);

    await labelMany(api, projectId, answerKey, 10);
    const calmSince = await reached(1, 'training');
    const calmTrained = await reached(1, 'scoring');
    const calmOpen = await reached(1, 'open');

    await labelMany(api, projectId, answerKey, 10);
    const training = await reached(2, 'training');
    await new Promise((resolve) => setTimeout(resolve, (calmTrained - calmSince) * SHARE_OF_TRAINING));
    const pid = findProcess('worker/dist/main.js', querent.dataDir)!;
    const killed = Date.now();
    process.kill(pid, 'SIGKILL');
    const started = await until(
      () => findProcess('worker/dist/main.js', querent.dataDir, pid) && Date.now(),
      'another worker',
    );
    const ready = await until(() => logged('ready', killed), 'the worker to be ready');
    const taken = await until(() => logged('job begins', killed), 'the job', 300_000);
    const trained = await reached(2, 'scoring');
    const open = await reached(2, 'open');
    const seconds = (from: number, to: number) => Number(((to - from) / 1_000).toFixed(1));
    return {
      bench: 'recovery',
      calm: { training: seconds(calmSince, calmTrained), scoring: seconds(calmTrained, calmOpen) },
      killedAfter: seconds(training, killed),
      phases: {
        'another process': seconds(killed, started),
        'its libraries, until it answers': seconds(started, ready),
        'until it takes the job': seconds(ready, taken),
        'training again': seconds(taken, trained),
        scoring: seconds(trained, open),
      },
      backSeconds: seconds(killed, taken),
      openSeconds: seconds(killed, open),
    };
  } finally {
    await querent.stop();
    forget(querent.dataDir);
  }
}
