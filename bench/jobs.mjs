import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('./.partial/', import.meta.url);

/** Short name of a job by everything that its result depends on. */
export const keyOf = (job) => createHash('sha256').update(JSON.stringify(job)).digest('hex').slice(0, 16);

/**
 * Runs jobs in child processes and keeps each result at once in bench/.partial/<name>.jsonl, so that a run that was cut
 * short goes on where it stopped.
 *
 * @param script module whose `process.on('message')` answers a job with { result } or { error }
 * @param workers child processes side by side
 * @param isFresh a process of its own for each job
 * @returns by job, in order, { job, result } or { job, error }
 */
export async function runResumable(name, script, jobs, { workers = 1, isFresh = false } = {}) {
  const stored = readStored(name);
  const missing = jobs.filter((job) => !stored.has(keyOf(job)));
  if (missing.length < jobs.length)
    console.error(`${jobs.length - missing.length} of ${jobs.length} results are there already.`);
  const errors = new Map();
  const since = performance.now();
  let done = 0;
  await runJobs(script, missing, { workers, isFresh }, (job, answer) => {
    done++;
    const key = keyOf(job);
    if (answer.error) errors.set(key, answer.error);
    else {
      stored.set(key, answer.result);
      append(name, { key, job, result: answer.result });
    }
    const minutesLeft = ((performance.now() - since) / 60_000 / done) * (missing.length - done);
    console.error(
      `${done}/${missing.length}  ${job.title}  ${answer.error ?? answer.line ?? ''}  (${minutesLeft.toFixed(1)} min left)`,
    );
  });
  return jobs.map((job) => {
    const key = keyOf(job);
    return stored.has(key) ? { job, result: stored.get(key) } : { job, error: errors.get(key) };
  });
}

/** A queue of jobs for a few child processes; `onAnswer` hears of each as it ends. */
export async function runJobs(script, jobs, { workers = 1, isFresh = false, environment = {} }, onAnswer) {
  const queue = [...jobs];
  const work = async () => {
    let child = null;
    while (queue.length > 0) {
      const job = queue.shift();
      child ??= fork(fileURLToPath(new URL(script, import.meta.url)), {
        env: { ...process.env, ...environment },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      const answer = await ask(child, job);
      if (isFresh || child.exitCode !== null || child.signalCode !== null || !child.connected) {
        child.kill();
        child = null;
      }
      onAnswer(job, answer);
    }
    child?.kill();
  };
  await Promise.all(Array.from({ length: Math.min(workers, jobs.length) }, work));
}

/** One answer of a child that may also die, for want of memory for instance. */
function ask(child, job) {
  return new Promise((resolve) => {
    const onExit = (code, signal) => finish({ error: `the process ended with ${signal ?? code}` });
    const finish = (answer) => {
      child.off('exit', onExit);
      child.off('message', finish);
      resolve(answer);
    };
    child.once('exit', onExit);
    child.once('message', finish);
    child.send(job);
  });
}

/** What a child does: answers each job with what `work` makes of it. */
export function serve(work) {
  process.on('message', async (job) => {
    try {
      process.send(await work(job));
    } catch (error) {
      process.send({ error: error instanceof Error ? error.message : String(error) });
    }
  });
}

function readStored(name) {
  const file = new URL(`${name}.jsonl`, FOLDER);
  const stored = new Map();
  if (!existsSync(file)) return stored;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    try {
      const { key, result } = JSON.parse(line);
      stored.set(key, result);
    } catch {
      // A line that was cut short, or the empty one at the beginning.
    }
  }
  return stored;
}

function append(name, row) {
  mkdirSync(FOLDER, { recursive: true });
  // The line break comes first: a last line that was cut short ends there.
  appendFileSync(new URL(`${name}.jsonl`, FOLDER), `\n${JSON.stringify(row)}`);
}
