import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type SimulatedRound, type SimulationConfig, simulate } from '@querent/core';
import { type BackendName, startBackend } from '@querent/core/tensors';
import { readSet } from './curves-data.ts';
import { keyOf, serve } from './jobs.ts';

export interface CurveJob {
  title: string;
  strategy: string;
  data: string;
  backend: BackendName;
  config: SimulationConfig;
}
export interface CurveRun {
  rounds: { labels: number; seconds: SimulatedRound['seconds']; accuracy: number; nll: number }[];
  backend: string;
}

/**
 * One run of a strategy with a seed, in a process of its own. Each round is kept at once in
 * bench/.partial/curves/<key>.jsonl; a run that was cut short goes on after its last whole line.
 */
serve<CurveJob, CurveRun>(async ({ title, data, config, backend }) => {
  const { title: backendTitle } = await startBackend({ prefer: backend });
  const file = fileURLToPath(new URL(`./.partial/curves/${keyOf({ data, config, backend })}.jsonl`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  const done = existsSync(file) ? wholeLines(file) : [];
  // A line that a kill has cut in two would spoil the next one.
  writeFileSync(file, done.map((round) => `${JSON.stringify(round)}\n`).join(''));
  const { pool, test, outputs } = await readSet(data, config.seed);
  const rounds = [...done];
  for await (const round of simulate({ pool, test, outputs, config, done })) {
    rounds.push(round);
    appendFileSync(file, `${JSON.stringify(round)}\n`);
    console.error(`${title}: ${round.labels} labels, error ${(100 * (1 - round.figures.accuracy!)).toFixed(2)} %`);
  }
  const result = rounds.map(({ labels, seconds, figures }) => ({
    ...{ labels, seconds },
    ...{ accuracy: figures.accuracy!, nll: figures.nll! },
  }));
  return { result: { rounds: result, backend: backendTitle } };
});

function wholeLines(file: string) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line ? [JSON.parse(line) as SimulatedRound] : [];
      } catch {
        return [];
      }
    });
}
