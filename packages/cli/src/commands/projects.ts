import { CreateProject, inWords, issueInWords, many, type Project, type ProjectEvent } from '@querent/contracts';
import type { Command } from 'commander';
import { CliError } from '../failure.js';
import { standsIn } from '../groups.js';
import { countFrom, gathered, namesIn, readAll } from '../options.js';
import { everyItem } from '../pages.js';
import { projectOf } from '../project-of.js';
import { roundLine } from '../round-line.js';
import { type Run, runOf } from '../run.js';
import { table } from '../terminal.js';

interface CreateOptions {
  kind?: string;
  task: string;
  classes: string[];
  holdout?: number;
  description?: string;
  from?: string;
}

export function addProjects(program: Command): void {
  const projects = program.command('projects').description('list, make, look at and delete projects');
  standsIn(projects.command('list', { isDefault: true }))
    .description('the projects you can see, newest first')
    .action((_, command: Command) => list(runOf(command)));
  projects
    .command('create <name>')
    .description('make an empty project; "querent import" makes one from a file')
    .option('--kind <kind>', 'of its records: text, row, vector or image')
    .option('--task <kind>', 'single_choice, multi_label or numeric', 'single_choice')
    .option('--class <name>', 'a class; may stand several times, or with commas', gathered, [])
    .option('--holdout <records>', 'to measure models on', countFrom(0, 100_000))
    .option('--description <text>')
    .option('--from <file>', 'all of it as JSON, as POST /projects takes it; "-" for standard input')
    .action((name: string, options: CreateOptions & { class: string[] }, command: Command) =>
      create(runOf(command), name, { ...options, classes: options.class.flatMap(namesIn) }),
    );
  projects
    .command('status <project>')
    .description('how far a project is')
    .action((project: string, _, command: Command) => status(runOf(command), project));
  projects
    .command('delete <project>')
    .description('remove a project with all its records and answers')
    .option('--yes', 'do not ask')
    .action((project: string, options: { yes?: boolean }, command: Command) =>
      remove(runOf(command), project, options),
    );
}

async function list({ terminal, ...run }: Run): Promise<void> {
  const { api } = run.connect();
  const projects: Project[] = [];
  for await (const project of everyItem((query) => api('GET /projects', { query }))) projects.push(project);
  const rows = projects.map(({ id, recordKind, counts, name }) => [
    ...[id, recordKind, String(counts.records), String(counts.labelled), name],
  ]);
  const words = rows.length > 0 ? table(['id', 'kind', 'records', 'labelled', 'name'], rows) : 'There are no projects.';
  terminal.result(projects, words);
}

async function create({ terminal, ...run }: Run, name: string, options: CreateOptions): Promise<void> {
  const { kind, task, classes, holdout, description, from } = options;
  const given = from ? jsonIn(await readAll(from), from) : {};
  const unverified = {
    ...given,
    name,
    ...(kind || !from ? { recordKind: kind } : {}),
    ...('task' in given ? {} : { task: { kind: task } }),
    ...(classes.length > 0 ? { classes } : {}),
    ...(holdout === undefined ? {} : { holdout }),
    ...(description === undefined ? {} : { description }),
  };
  const parsed = CreateProject.safeParse(unverified, { error: inWords });
  if (!parsed.success) throw new CliError(`${parsed.error.issues.map((issue) => issueInWords(issue)).join('; ')}.`);
  const project = await run.connect().api('POST /projects', { body: parsed.data });
  terminal.result(project, `${project.id} is "${project.name}".`);
}

function jsonIn(text: string, from: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {}
  throw new CliError(`${from} is no JSON object. Give what POST /projects takes.`);
}

async function status({ terminal, ...run }: Run, given: string): Promise<void> {
  const connection = run.connect();
  const project = await projectOf(connection, given);
  const state = await connection.api('GET /projects/{projectId}/state', { params: { projectId: project.id } });
  terminal.result({ project, state }, statusInWords(project, state));
}

function statusInWords({ id, name }: Project, state: ProjectEvent): string {
  const { counts, import: brought, encoding, openRound, workingRound, untilModel } = state;
  const lines = [
    `${name} (${id})`,
    `${many(counts.records, 'record')}: ${counts.labelled} labelled, ${counts.pool} to ask about, ${counts.holdout} to measure on, ${counts.skipped} skipped`,
    brought &&
      `Import of ${brought.name}: ${brought.error ?? `${brought.state}, ${many(brought.added, 'record')} added`}`,
    encoding &&
      `Features by ${encoding.title}: ${encoding.error ?? `${encoding.state}, ${encoding.done} of ${encoding.total}`}`,
    openRound && `Open: ${roundLine(openRound, true)}`,
    workingRound && `At work: ${roundLine(workingRound)}`,
    untilModel && `Next model: ${newLabels(untilModel)}`,
  ];
  return lines.filter((line) => line !== null).join('\n');
}

/** Where the next model is in the making, or training pauses, there are more labels than it takes. */
const newLabels = ({ given, wanted }: { given: number; wanted: number }) =>
  given < wanted
    ? `${given} of ${many(wanted, 'new label')}`
    : `${many(given, 'new label')} ${given === 1 ? 'is' : 'are'} there, and it takes ${wanted}`;

async function remove({ terminal, ...run }: Run, given: string, { yes }: { yes?: boolean }): Promise<void> {
  const connection = run.connect();
  const project = await projectOf(connection, given);
  const what = `"${project.name}" with ${many(project.counts.records, 'record')} and ${many(project.counts.labelled, 'label')}`;
  if (!yes && !terminal.canAsk)
    throw new CliError(`${what} would be gone for good. Say --yes to delete it without being asked.`);
  if (!yes && !(await terminal.confirm(`Delete ${what} for good?`, false)))
    return terminal.result({ deleted: false }, 'Nothing was deleted.');
  await connection.api('DELETE /projects/{projectId}', { params: { projectId: project.id } });
  terminal.result({ deleted: true, id: project.id }, `${what} is deleted.`);
}
