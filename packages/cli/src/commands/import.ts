import { statSync } from 'node:fs';
import { basename } from 'node:path';
import {
  type CreateProject,
  type Import,
  many,
  nameFor,
  type Project,
  type StartImport,
  type Survey,
  sizeInWords,
  TaskKind,
  type Upload,
} from '@querent/contracts';
import { type Command, Option } from 'commander';
import type { z } from 'zod';
import { type ColumnChoices, insistOn, optionsWith, type ReadingChoices, readingWith } from '../columns.js';
import type { Connection } from '../connection.js';
import { CliError, EXIT } from '../failure.js';
import { packFolder } from '../folder.js';
import { countFrom, gathered, namesIn } from '../options.js';
import { projectOf, projectsNamed } from '../project-of.js';
import { type Run, runOf } from '../run.js';
import { sendFile } from '../sending.js';
import { surveyInWords } from '../survey-words.js';
import type { Terminal } from '../terminal.js';
import { importProgress, stateOf, waitUntil } from '../waiting.js';

interface ImportOptions extends ColumnChoices, ReadingChoices {
  project?: string;
  name?: string;
  format?: string;
  task?: TaskKind;
  class?: string[];
  labels: 'answers' | 'key';
  holdout?: number;
  newClasses?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  wait: boolean;
  timeout?: number;
}

export function addImport(program: Command): void {
  program
    .command('import <file|folder|url>')
    .description('bring records: into a project, or as a new one that the file suggests')
    .option('--project <project>', 'by name or id; left out, a new one is made')
    .option('--name <name>', 'of the new project; left out, that of the file')
    .option('--label <column>', 'that has the answers')
    .option('--text <column>', 'that people read; may stand several times', gathered)
    .option('--id <column>', 'by which records are recognised')
    .option('--column <name=role>', 'any other role; may stand several times', gathered)
    .option('--format <id>', 'left out, the content says it')
    .option(
      '--delimiter <character>',
      'between cells, or "tab" or "none"; this and the next three are found where left out',
    )
    .option('--encoding <name>', 'of text, such as utf-8 or windows-1252')
    .addOption(new Option('--decimal <mark>', 'before the fraction of a number').choices(['.', ',']))
    .option('--no-heading', 'the first row is a record')
    .addOption(new Option('--task <kind>', 'left out, the labels suggest it').choices(TaskKind.options))
    .option('--class <names>', 'instead of those of the labels; may stand several times, or with commas', gathered)
    .addOption(
      new Option('--labels <as>', 'answers that models learn from, or a key that stays hidden')
        .choices(['answers', 'key'])
        .default('answers'),
    )
    .option('--holdout <records>', 'to measure models on; left out, as proposed', countFrom(0, 100_000))
    .option('--new-classes', 'a label that names no class of the project makes one')
    .option('--dry-run', 'say what would become of the file, and store nothing')
    .option('--yes', 'do not ask')
    .option('--no-wait', 'end once the import has begun')
    .option('--timeout <seconds>', 'for the import; then end with 8', countFrom(0))
    .action((source: string, options: ImportOptions, command: Command) => importFrom(runOf(command), source, options));
}

interface Brought {
  uploadId: string;
  name: string;
  forget(): Promise<void>;
}

async function importFrom(run: Run, source: string, options: ImportOptions): Promise<void> {
  const { terminal } = run;
  if (!options.yes && !options.dryRun && !terminal.canAsk)
    throw new CliError(
      'Nobody can be asked here. Say --yes to import as is proposed, or --dry-run to see what that is.',
    );
  const connection = run.connect();
  const project = options.project ? await projectOf(connection, options.project) : null;
  const brought = await bring(connection, terminal, source);
  const survey = await look(connection, brought, options, project);
  terminal.note(surveyInWords(survey, options.holdout));
  if (options.dryRun) {
    await connection.api('DELETE /uploads/{uploadId}', { params: { uploadId: brought.uploadId } });
    await brought.forget();
    terminal.result(survey, '');
  }
  if (survey.problems.length > 0)
    throw new CliError(
      `${survey.problems.join('\n')}\nSay how the file is to be read: --label, --text, --column, --task, --class, --delimiter, --no-heading.`,
      EXIT.refused,
    );
  if (options.dryRun) return;
  if (!project) await tellNamesakes(connection, terminal, options.name ?? nameFor(brought.name));
  const into = project ? `into "${project.name}"` : `as the new project "${options.name ?? nameFor(brought.name)}"`;
  if (!options.yes && !(await terminal.confirm(`Import ${into}?`, true)))
    throw new CliError(
      'Nothing was imported. The file waits for a day: the same command goes on with it.',
      EXIT.interrupted,
    );
  const made = project
    ? await add(connection, survey, brought, options, project)
    : await make(connection, survey, brought, options);
  await brought.forget();
  if (!options.wait) return terminal.result(made, `${made.id} is "${made.name}"; its records are being read.`);
  await waitUntil({
    terminal,
    look: () => stateOf(connection, made.id),
    progressOf: (state) => importProgress(state.import),
    timeoutSeconds: options.timeout,
  });
  const done = await connection.api('GET /projects/{projectId}', { params: { projectId: made.id } });
  terminal.result(done, done.import ? importedInWords(done, done.import) : done.id);
}

/** Names of projects may be the same: mostly whoever makes a second one meant to add to the first. */
async function tellNamesakes(connection: Connection, terminal: Terminal, name: string): Promise<void> {
  const [first] = await projectsNamed(connection, name);
  if (first)
    terminal.note(
      `Note: there is a project called "${first.name}" already (${first.id}), and this makes another. To add to it: --project ${first.id}`,
    );
}

/** Has a file in the inbox: sent from here, or fetched by the server. */
async function bring(connection: Connection, terminal: Terminal, source: string): Promise<Brought> {
  if (/^https?:\/\//i.test(source)) return fetched(connection, terminal, source);
  const about = statSync(source, { throwIfNoEntry: false });
  if (!about) throw new CliError(`There is no file or folder "${source}". Check the path.`, EXIT.notFound);
  if (!about.isDirectory()) return { ...(await sendFile(connection, terminal, source)), name: basename(source) };
  const parcel = await packFolder(source, terminal);
  const sent = await sendFile(connection, terminal, parcel.path, parcel.name);
  const forget = async () => {
    await sent.forget();
    parcel.remove();
  };
  return { uploadId: sent.uploadId, name: parcel.name, forget };
}

async function fetched({ api }: Connection, terminal: Terminal, url: string): Promise<Brought> {
  const { id } = await api('POST /uploads/fetch', { body: { url } });
  const progressOf = ({ isWhole, error, bytes, receivedBytes }: Upload) => ({
    isThere: isWhole,
    failed: error,
    ...{ what: 'Fetching', share: bytes ? receivedBytes / bytes : null, beside: sizeInWords(receivedBytes) },
  });
  const look = () => api('GET /uploads/{uploadId}', { params: { uploadId: id } });
  const { name } = await waitUntil({ terminal, look, progressOf });
  return { uploadId: id, name, forget: async () => {} };
}

/** What becomes of the file, as it is proposed and with what was chosen. */
async function look(
  { api }: Connection,
  { uploadId }: Brought,
  options: ImportOptions,
  project: Project | null,
): Promise<Survey> {
  const params = { uploadId };
  const { format, task, labels, newClasses } = options;
  const body = { format, task, labels, newClasses, classes: options.class?.flatMap(namesIn), projectId: project?.id };
  const reading = readingWith(options);
  const isRead = Object.keys(reading).length > 0;
  const survey = await api('POST /uploads/{uploadId}/survey', {
    params,
    body: isRead ? { ...body, options: reading } : body,
  });
  insistOn(reading, survey);
  const changed = optionsWith(options, survey);
  return changed ? api('POST /uploads/{uploadId}/survey', { params, body: { ...body, options: changed } }) : survey;
}

const importOf = (survey: Survey, { uploadId }: Brought, options: ImportOptions): z.input<typeof StartImport> => ({
  ...{ uploadId, format: survey.format.id, options: survey.options, labels: options.labels },
  ...{ newClasses: options.newClasses ?? false },
  notClasses: survey.notClasses.map(({ name, records }) => ({ name, records })),
});

async function add(
  { api }: Connection,
  survey: Survey,
  brought: Brought,
  options: ImportOptions,
  project: Project,
): Promise<Project> {
  const params = { projectId: project.id };
  await api('POST /projects/{projectId}/imports', { params, body: importOf(survey, brought, options) });
  return project;
}

/** A project as the survey proposes it, but for what was said. */
async function make({ api }: Connection, survey: Survey, brought: Brought, options: ImportOptions): Promise<Project> {
  const { recordKind, task, classes, counts, holdout } = survey;
  if (recordKind === null)
    throw new CliError('No column is left to learn from. Say which: --text or --column.', EXIT.refused);
  const isNumber = task.kind === 'numeric';
  const proposed = counts.holdout > 0 ? 0 : holdout.records;
  const body: z.input<typeof CreateProject> = {
    ...{ name: options.name ?? (nameFor(brought.name) || 'New project'), recordKind, task: { kind: task.kind } },
    classes: isNumber ? [] : classes.map(({ name }) => name),
    holdout: options.holdout ?? proposed,
    import: {
      ...importOf(survey, brought, options),
      // Labels that were not read yet may name others than those shown.
      newClasses: options.newClasses ?? (!options.class && !counts.isWhole && counts.labelled > 0 && !isNumber),
    },
  };
  return api('POST /projects', { body });
}

function importedInWords(
  { id, name }: Project,
  { added, known, restored, rejectedCount, rejected, notes }: Import,
): string {
  const lines = [
    `${id} is "${name}": ${many(added, 'record')} added, ${known} known, ${restored} restored, ${rejectedCount} refused.`,
    ...rejected.slice(0, 5).map((one) => `  ${one.name}: ${one.reason}`),
    ...notes,
  ];
  return lines.join('\n');
}
