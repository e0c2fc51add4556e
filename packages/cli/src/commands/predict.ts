import {
  formatAmount,
  GivenRecord,
  inWords,
  issueInWords,
  MOST_PREDICTED,
  type PredictedRecord,
  type Predictions,
} from '@querent/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { CliError } from '../failure.js';
import { jsonIn } from '../json-in.js';
import { readAll } from '../options.js';
import { projectOf } from '../project-of.js';
import { type Run, runOf } from '../run.js';
import { table } from '../terminal.js';
import { modelOf } from './models.js';

export function addPredict(program: Command): void {
  program
    .command('predict <project> [file]')
    .description(
      'ask a model about records: JSON in the form in which they are added, a list or one to a line; "-" or nothing reads standard input',
    )
    .option('--model <model>', 'by version or id; left out, the one that serves')
    .action((project: string, file: string | undefined, options: { model?: string }, command: Command) =>
      predict(runOf(command), project, file ?? '-', options),
    );
}

async function predict(
  { terminal, ...run }: Run,
  given: string,
  file: string,
  { model }: { model?: string },
): Promise<void> {
  const connection = run.connect();
  const { id: projectId } = await projectOf(connection, given);
  const modelId = model ? (await modelOf(connection, projectId, model)).id : undefined;
  const records = recordsIn(await readAll(file));
  const parts: Predictions[] = [];
  let done = 0;
  while (done < records.length) {
    // What serves may change on the way: all is asked of the model that answered first.
    const query = { modelId: parts[0]?.modelId ?? modelId };
    const body = records.slice(done, done + MOST_PREDICTED);
    parts.push(await connection.api('POST /projects/{projectId}/predict', { params: { projectId }, query, body }));
    done += body.length;
    terminal.progress('Predicting', done / records.length, `${done} of ${records.length}`);
  }
  const [first] = parts;
  if (!first) throw new CliError('There are no records to ask about.');
  const items = parts.flatMap((part) => part.items);
  terminal.note(`By ${first.modelVersion}; doubt in ${first.unit}.`);
  terminal.result({ ...first, items }, table(['id', 'answer', 'probability', 'doubt'], items.map(lineOf)));
}

function recordsIn(text: string): z.input<typeof GivenRecord>[] {
  const unverified = jsonIn(text);
  const parsed = z.array(GivenRecord).safeParse(unverified, { error: inWords });
  if (parsed.success) return unverified as z.input<typeof GivenRecord>[];
  const [issue] = parsed.error.issues;
  throw new CliError(
    `The records cannot be read: ${issue ? issueInWords(issue) : 'they have another form'}. Give them as they are added.`,
  );
}

function lineOf({ id, text, probabilities, uncertainty }: PredictedRecord, at: number): string[] {
  const [first] = probabilities ?? [];
  const doubt = formatAmount(Number(uncertainty.total.toPrecision(3)));
  return [id ?? String(at + 1), text, first ? first.probability.toFixed(3) : '', doubt];
}
