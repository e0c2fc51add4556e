import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../tools/errors.mjs';

const FOLDER = new URL('./.partial/', import.meta.url);

/** What a child says of a job: its result, maybe with a line for people, or why there is none. */
export interface Answer<Result> {
  result?: Result;
  line?: string;
  error?: string;
}

interface HowToRun {
  /** Child processes side by side. */
  workers?: number;
  /** A process of its own for each job. */
  isFresh?: boolean;
  /** More settings of the processes. */
  environment?: Record<string, string>;
}

/** Short name of a job by everything that its result depends on. */
export const keyOf = (job: object) => createHash('sha256').update(JSON.stringify(job)).digest('hex').slice(0, 16);

/**
 * Runs jobs in child processes and keeps each result at once in bench/.partial/<name>.jsonl, so that a run that was cut
 * short goes on where it stopped.
 *
 * @param script module that serves such jobs
 * @returns by job, in order, its result or why there is none
 */
export async function runResumable<Job extends { title: string }, Result>(
  name: string,
  script: string,
  jobs: Job[],
  how: HowToRun = {},
): Promise<{ job: Job; result?: Result | undefined; error?: string | undefined }[]> {
  const stored = readStored<Result>(name);
  const missing = jobs.filter((job) => !stored.has(keyOf(job)));
  if (missing.length < jobs.length)
    console.error(`${jobs.length - missing.length} of ${jobs.length} results are there already.`);
  const errors = new Map<string, string>();
  const since = performance.now();
  let done = 0;
  await runJobs<Job, Result>(script, missing, how, (job, answer) => {
    done++;
    const key = keyOf(job);
    if (answer.result === undefined) errors.set(key, answer.error ?? 'no result');
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
export async function runJobs<Job, Result>(
  script: string,
  jobs: readonly Job[],
  { workers = 1, isFresh = false, environment = {} }: HowToRun,
  onAnswer: (job: Job, answer: Answer<Result>) => void,
) {
  const queue = [...jobs];
  const work = async () => {
    let child: ChildProcess | null = null;
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
      child ??= fork(fileURLToPath(new URL(script, import.meta.url)), {
        env: { ...process.env, ...environment },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      const answer: Answer<Result> = await ask(child, job);
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

/** One job in a process of its own. @throws Error where it fails */
export async function runOnce<Job, Result>(script: string, job: Job, environment: Record<string, string> = {}) {
  let answer: Answer<Result> = {};
  await runJobs<Job, Result>(script, [job], { isFresh: true, environment }, (_, given) => {
    answer = given;
  });
  if (answer.result === undefined) throw new Error(answer.error ?? 'no result');
  return answer.result;
}

/** One answer of a child that may also die, for want of memory for instance. */
function ask<Result>(child: ChildProcess, job: unknown) {
  return new Promise<Answer<Result>>((resolve) => {
    const onExit = (code: number | null, signal: string | null) =>
      finish({ error: `the process ended with ${signal ?? code}` });
    const finish = (answer: Answer<Result>) => {
      child.off('exit', onExit);
      child.off('message', finish);
      resolve(answer);
    };
    child.once('exit', onExit);
    child.once('message', finish);
    child.send(job as object);
  });
}

/** What a child does: answers each job with what `work` makes of it. */
export function serve<Job, Result>(work: (job: Job) => Promise<Answer<Result>>) {
  process.on('message', async (job: Job) => {
    try {
      process.send?.(await work(job));
    } catch (error) {
      process.send?.({ error: messageOf(error) });
    }
  });
}

function readStored<Result>(name: string) {
  const file = new URL(`${name}.jsonl`, FOLDER);
  const stored = new Map<string, Result>();
  if (!existsSync(file)) return stored;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    try {
      const { key, result } = JSON.parse(line) as { key: string; result: Result };
      stored.set(key, result);
    } catch {
      // A line that was cut short, or the empty one at the beginning.
    }
  }
  return stored;
}

function append(name: string, row: object) {
  mkdirSync(FOLDER, { recursive: true });
  // The line break comes first: a last line that was cut short ends there.
  appendFileSync(new URL(`${name}.jsonl`, FOLDER), `\n${JSON.stringify(row)}`);
}
