import { randomUUID } from 'node:crypto';
import { Answer, ApiError, inWords, issueInWords, lineOf, many, type Project, taskKindOf } from '@querent/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { type Connection, pause } from '../connection.js';
import { CliError, EXIT } from '../failure.js';
import { jsonIn } from '../json-in.js';
import { countFrom, readAll } from '../options.js';
import { projectOf } from '../project-of.js';
import { type Run, runOf } from '../run.js';

/** An answer as a program writes it: by names, as the task reads them in files. */
const Given = z.object({
  recordId: z.string(),
  roundId: z.string(),
  label: z.unknown().optional(),
  skip: z.boolean().default(false),
  seconds: z.number().min(0).max(86_400).default(0),
});
type Given = z.infer<typeof Given>;

export function addLabelling(program: Command): void {
  program
    .command('cards <project>')
    .description('take the next records to be labelled into your hand, with --json for a program')
    .option('--count <records>', 'at the same time', countFrom(1, 50), 8)
    .action((project: string, options: { count: number }, command: Command) => cards(runOf(command), project, options));
  program
    .command('answer <project> [file]')
    .description(
      'answer records: JSON, a list or one to a line, of {"recordId", "roundId", "label"} or with "skip": true in its place; "-" or nothing reads standard input',
    )
    .action((project: string, file: string | undefined, _, command: Command) =>
      answer(runOf(command), project, file ?? '-'),
    );
}

async function cards({ terminal, ...run }: Run, given: string, { count }: { count: number }): Promise<void> {
  const connection = run.connect();
  const { id } = await projectOf(connection, given);
  const hand = await connection.api('POST /projects/{projectId}/hand', { params: { projectId: id }, body: { count } });
  const lines = hand.cards.map((card) => `${card.recordId}  ${lineOf({ ...card, id: card.recordId })}`);
  terminal.result(
    hand,
    lines.length > 0 ? lines.join('\n') : `There are no cards: ${hand.empty.replaceAll('_', ' ')}.`,
  );
}

async function answer({ terminal, ...run }: Run, given: string, file: string): Promise<void> {
  const connection = run.connect();
  const project = await projectOf(connection, given);
  // All of it is understood before the first is sent.
  const answers = answersIn(await readAll(file)).map((one, at) => ({ ...one, answer: answerOf(project, one, at + 1) }));
  let done = 0;
  for (const one of answers) {
    await submit(connection, project.id, one);
    terminal.progress('Answering', ++done / answers.length, `${done} of ${answers.length}`);
  }
  terminal.result({ answered: done }, `${many(done, 'record')} answered.`);
}

function answersIn(text: string): Given[] {
  const parsed = z.array(Given).safeParse(jsonIn(text), { error: inWords });
  if (parsed.success) return parsed.data;
  throw new CliError(
    `The answers cannot be read: ${parsed.error.issues
      .slice(0, 3)
      .map((issue) => issueInWords(issue))
      .join('; ')}.`,
  );
}

function answerOf({ task, classes }: Project, { label, skip }: Given, place: number): Answer | null {
  if (skip) return null;
  const read = taskKindOf(task.kind).read(label, { settings: task, classes });
  if ('problem' in read) throw new CliError(`Answer ${place}: ${read.problem}`);
  return Answer.parse(read.answer);
}

/** With the same idempotency key it counts once, however often it is sent. */
async function submit({ api }: Connection, projectId: string, given: Given & { answer: Answer | null }): Promise<void> {
  const { recordId, roundId, seconds, answer } = given;
  const outcome = answer === null ? ('skip' as const) : ('label' as const);
  const body = { recordId, roundId, seconds, outcome, answer, idempotencyKey: randomUUID() };
  for (let attempt = 1; ; attempt++) {
    try {
      await api('POST /projects/{projectId}/annotations', { params: { projectId }, body });
      return;
    } catch (error) {
      if (!(error instanceof ApiError) || error.cause instanceof CliError) throw error;
      if (!error.canRetry || attempt >= 5) {
        if (!error.problem) throw error;
        throw new CliError(`Record ${recordId}: ${error.message}`, error.canRetry ? EXIT.away : EXIT.refused, {
          problem: error.problem,
        });
      }
      await pause(500 * 2 ** attempt);
    }
  }
}
