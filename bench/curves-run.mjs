import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simulate } from '@querent/core';
import { startBackend } from '@querent/core/tensors';
import { readSet } from './curves-data.mjs';
import { keyOf, serve } from './jobs.mjs';

/**
 * One run of a strategy with a seed, in a process of its own. Each round is kept at once in
 * bench/.partial/curves/<key>.jsonl; a run that was cut short goes on after its last whole line.
 */
serve(async ({ title, data, config, backend }) => {
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
    console.error(`${title}: ${round.labels} labels, error ${(100 * (1 - round.figures.accuracy)).toFixed(2)} %`);
  }
  const result = rounds.map(({ labels, seconds, figures: { accuracy, nll } }) => ({ labels, seconds, accuracy, nll }));
  return { result: { rounds: result, backend: backendTitle } };
});

function wholeLines(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line ? [JSON.parse(line)] : [];
      } catch {
        return [];
      }
    });
}
