import type { Round } from '@querent/contracts';
import type { Command } from 'commander';
import type { Connection } from '../connection.js';
import { CliError, EXIT } from '../failure.js';
import { standsIn } from '../groups.js';
import { countFrom } from '../options.js';
import { projectOf } from '../project-of.js';
import { roundLine } from '../round-line.js';
import { type Run, runOf } from '../run.js';
import { roundProgress, stateOf, waitUntil } from '../waiting.js';

interface StartOptions {
  wait?: boolean;
  timeout?: number;
}

export function addRounds(program: Command): void {
  const rounds = program.command('rounds').description('list, start, wait for, cancel and retry rounds of training');
  const timeout = (command: Command) => command.option('--timeout <seconds>', 'then end with 8', countFrom(0));
  standsIn(rounds.command('list <project>', { isDefault: true }))
    .description('all rounds with their first figure')
    .action((project: string, _, command: Command) => list(runOf(command), project));
  timeout(rounds.command('start <project>'))
    .description('train now, without waiting for more labels')
    .option('--wait', 'until its questions are open')
    .action((project: string, options: StartOptions, command: Command) => start(runOf(command), project, options));
  timeout(rounds.command('wait <project>'))
    .description('wait for the round that computes, until its questions are open')
    .action((project: string, options: StartOptions, command: Command) => wait(runOf(command), project, options));
  rounds
    .command('cancel <project>')
    .description('stop the round that waits or computes; it can be tried again')
    .action((project: string, _, command: Command) => change(runOf(command), project, 'cancel'));
  rounds
    .command('retry <project>')
    .description('try the failed or stopped round again')
    .action((project: string, _, command: Command) => change(runOf(command), project, 'retry'));
}

async function list({ terminal, ...run }: Run, given: string): Promise<void> {
  const connection = run.connect();
  const { id } = await projectOf(connection, given);
  const { rounds } = await connection.api('GET /projects/{projectId}/statistics', { params: { projectId: id } });
  terminal.result(
    rounds,
    rounds.length > 0 ? rounds.map((round) => roundLine(round)).join('\n') : 'There are no rounds yet.',
  );
}

async function start(run: Run, given: string, options: StartOptions): Promise<void> {
  const connection = run.connect();
  const { id } = await projectOf(connection, given);
  const round = await connection.api('POST /projects/{projectId}/rounds', { params: { projectId: id } });
  const last = options.wait ? await followed(run, connection, round, options) : round;
  run.terminal.result(last, roundLine(last));
}

/** Where none computes, the open one is the answer. */
async function wait(run: Run, given: string, options: StartOptions): Promise<void> {
  const connection = run.connect();
  const { id } = await projectOf(connection, given);
  const { workingRound, openRound } = await stateOf(connection, id);
  if (!workingRound) return run.terminal.result(openRound, openRound ? roundLine(openRound) : 'There is no round yet.');
  const last = await followed(run, connection, workingRound, options);
  run.terminal.result(last, roundLine(last));
}

const followed = ({ terminal }: Run, { api }: Connection, { id }: Round, { timeout }: StartOptions): Promise<Round> =>
  waitUntil({
    terminal,
    look: () => api('GET /rounds/{roundId}', { params: { roundId: id } }),
    progressOf: roundProgress,
    timeoutSeconds: timeout,
  });

async function change({ terminal, ...run }: Run, given: string, what: 'cancel' | 'retry'): Promise<void> {
  const connection = run.connect();
  const { id } = await projectOf(connection, given);
  const { workingRound } = await stateOf(connection, id);
  if (!workingRound) throw new CliError('No round waits, computes or has failed.', EXIT.refused);
  const round = await connection.api(`POST /rounds/{roundId}/${what}`, { params: { roundId: workingRound.id } });
  terminal.result(round, roundLine(round));
}
