import { many, type ProjectEvent } from '@querent/contracts';
import { type Command, InvalidArgumentError } from 'commander';
import { countFrom } from '../options.js';
import { projectOf } from '../project-of.js';
import { type Run, runOf } from '../run.js';
import { encodingProgress, failureOfRound, importProgress, type Progress, stateOf, waitUntil } from '../waiting.js';

type Aim = (state: ProjectEvent) => Progress;

/** What can be waited for, each by the state of the project. */
const AIMS = {
  imported: (state) => importProgress(state.import),
  encoded: (state) => encodingProgress(state.encoding),
  open: (state) => ({
    isThere: state.openRound !== null,
    failed: importProgress(state.import).failed ?? failureOfRound(state.workingRound),
    ...{ what: 'First questions', share: null },
  }),
  trained: (state) => ({
    isThere: state.openRound !== null && state.openRound.number > 0 && state.workingRound === null,
    failed: failureOfRound(state.workingRound),
    what: `Model${state.workingRound?.progress ? `, ${state.workingRound.progress.stage}` : ''}`,
    share: state.workingRound?.progress?.share ?? null,
  }),
} satisfies Record<string, Aim>;

const labels =
  (wanted: number): Aim =>
  ({ counts: { labelled } }) => ({
    isThere: labelled >= wanted,
    ...{
      what: 'Labelling',
      share: Math.min(1, labelled / Math.max(1, wanted)),
      beside: `${labelled} of ${many(wanted, 'label')}`,
    },
  });

function aimOf(text: string): Aim {
  const [, wanted] = /^labels=(\d{1,9})$/.exec(text) ?? [];
  if (wanted) return labels(Number(wanted));
  if (text in AIMS) return AIMS[text as keyof typeof AIMS];
  throw new InvalidArgumentError(`Give ${Object.keys(AIMS).join(', ')} or labels=<number>.`);
}

interface WaitOptions {
  for: Aim;
  timeout?: number;
}

export function addWait(program: Command): void {
  program
    .command('wait <project>')
    .description('wait until something is so')
    .requiredOption(
      '--for <what>',
      'imported; encoded: records have features; open: people can be asked; trained: a model is there and none is at work; labels=<number>',
      aimOf,
    )
    .option('--timeout <seconds>', 'then end with 8', countFrom(0))
    .action((project: string, options: WaitOptions, command: Command) => wait(runOf(command), project, options));
}

async function wait({ terminal, ...run }: Run, given: string, { for: aim, timeout }: WaitOptions): Promise<void> {
  const connection = run.connect();
  const { id } = await projectOf(connection, given);
  const look = () => stateOf(connection, id);
  const state = await waitUntil({ terminal, look, progressOf: aim, timeoutSeconds: timeout });
  terminal.result(state, '');
}
