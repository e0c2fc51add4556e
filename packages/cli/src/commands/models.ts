import { type Model, sizeInWords } from '@querent/contracts';
import type { Command } from 'commander';
import type { Connection } from '../connection.js';
import { CliError, EXIT } from '../failure.js';
import { standsIn } from '../groups.js';
import { everyItem } from '../pages.js';
import { projectOf } from '../project-of.js';
import { type Run, runOf } from '../run.js';
import { table } from '../terminal.js';

export function addModels(program: Command): void {
  const models = program.command('models').description('list models, choose the one that serves, keep their files');
  standsIn(models.command('list <project>', { isDefault: true }))
    .description('the newest first; a star marks the one that serves')
    .action((project: string, _, command: Command) => list(runOf(command), project));
  models
    .command('serve <project> <model>')
    .description('choose by version or id; "newest" or "best" follow what comes')
    .option('--figure <id>', 'by which the best is found')
    .action((project: string, model: string, options: { figure?: string }, command: Command) =>
      serve(runOf(command), project, model, options),
    );
  for (const isPinned of [true, false])
    models
      .command(`${isPinned ? 'pin' : 'unpin'} <project> <model>`)
      .description(isPinned ? 'keep the files of a model, by version or id' : 'let go of the files of a model')
      .action((project: string, model: string, _, command: Command) => pin(runOf(command), project, model, isPinned));
}

async function modelsOf({ api }: Connection, projectId: string): Promise<Model[]> {
  const models: Model[] = [];
  const pageAt = (query: { cursor?: string; limit: number }) =>
    api('GET /projects/{projectId}/models', { params: { projectId }, query });
  for await (const model of everyItem(pageAt)) models.push(model);
  return models;
}

/** A model of a project by its version or id. @throws CliError where there is none */
export async function modelOf(connection: Connection, projectId: string, given: string): Promise<Model> {
  const found = (await modelsOf(connection, projectId)).find(({ id, version }) => id === given || version === given);
  if (!found)
    throw new CliError(`The project has no model "${given}". List them: querent models ${projectId}`, EXIT.notFound);
  return found;
}

async function list({ terminal, ...run }: Run, given: string): Promise<void> {
  const connection = run.connect();
  const { id } = await projectOf(connection, given);
  const models = await modelsOf(connection, id);
  const rows = models.map(({ version, labels, figures: [figure], bytes, isServing, isPinned, hasFiles }) => [
    ...[isServing ? '*' : '', version, String(labels), figure ? `${figure.title} ${figure.value.toFixed(3)}` : ''],
    `${hasFiles ? sizeInWords(bytes) : 'freed'}${isPinned ? ', pinned' : ''}`,
  ]);
  const words =
    rows.length > 0 ? table(['', 'version', 'labels', 'figure', 'files'], rows) : 'There are no models yet.';
  terminal.result(models, words);
}

async function serve(
  { terminal, ...run }: Run,
  given: string,
  model: string,
  { figure }: { figure?: string },
): Promise<void> {
  const connection = run.connect();
  const { id: projectId } = await projectOf(connection, given);
  const isRule = model === 'newest' || model === 'best';
  const body = isRule
    ? { by: model as 'newest' | 'best', ...(figure ? { figure } : {}) }
    : { modelId: (await modelOf(connection, projectId, model)).id };
  const serving = await connection.api('PATCH /projects/{projectId}/serving', { params: { projectId }, body });
  terminal.result(serving, isRule ? `The ${model} model serves.` : `${model} serves.`);
}

async function pin({ terminal, ...run }: Run, given: string, model: string, isPinned: boolean): Promise<void> {
  const connection = run.connect();
  const { id: projectId } = await projectOf(connection, given);
  const { id: modelId } = await modelOf(connection, projectId, model);
  const changed = await connection.api('PATCH /models/{modelId}', { params: { modelId }, body: { isPinned } });
  terminal.result(changed, `${changed.version} is ${isPinned ? 'kept' : 'kept no more'}.`);
}
