import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ExportFormat, ExportRows, ExportSplit, ExportStatus, sizeInWords } from '@querent/contracts';
import { type Command, Option } from 'commander';
import { CliError, EXIT } from '../failure.js';
import { projectOf } from '../project-of.js';
import { type Run, runOf } from '../run.js';

interface ExportOptions {
  format: string;
  rows: string;
  status: string;
  split: string;
  pictures?: boolean;
  output: string;
}

export function addExport(program: Command): void {
  const choice = (flag: string, about: string, { options }: { options: string[] }, assumed: string) =>
    new Option(flag, about).choices(options).default(assumed);
  program
    .command('export <project>')
    .description('take records with their labels out, or all answers')
    .addOption(choice('--format <format>', 'of the file', ExportFormat, 'csv'))
    .addOption(choice('--rows <rows>', 'a row a record, or one an answer', ExportRows, 'records'))
    .addOption(choice('--status <status>', 'of the records', ExportStatus, 'all'))
    .addOption(choice('--split <split>', 'of the records', ExportSplit, 'all'))
    .option('--pictures', 'with pictures in base64')
    .option('--no-pictures', 'without them')
    .option('-o, --output <file>', 'where it goes; "-" is standard output', '-')
    .action((project: string, options: ExportOptions, command: Command) =>
      exportProject(runOf(command), project, options),
    );
}

async function exportProject({ terminal, signal, ...run }: Run, given: string, options: ExportOptions): Promise<void> {
  const connection = run.connect();
  const { id } = await projectOf(connection, given);
  const { format, rows, status, split, pictures, output } = options;
  if (output === '-' && terminal.isJson)
    throw new CliError('With --json the file has to go somewhere else than to standard output. Say --output <file>.');
  if (output === '-' && format === 'image-folder' && process.stdout.isTTY)
    throw new CliError('A ZIP is nothing to look at. Say --output <file>.');
  const query = new URLSearchParams({ format, rows, status, split });
  if (pictures !== undefined) query.set('pictures', String(pictures));
  const response = await connection.send(`/projects/${id}/export?${query}`);
  if (!response.body) throw new CliError('The answer has no body. Try again.', EXIT.away);
  let bytes = 0;
  async function* counted(chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      if (output !== '-') terminal.progress('Exporting', null, sizeInWords(bytes));
      yield chunk;
    }
  }
  const body = Readable.fromWeb(response.body as import('node:stream/web').ReadableStream);
  const broken = (cause: unknown) => {
    signal.throwIfAborted();
    const isOurs =
      cause instanceof Error &&
      'code' in cause &&
      ['ENOSPC', 'EACCES', 'ENOENT', 'EISDIR'].includes(String(cause.code));
    if (isOurs) return new CliError(`${output} cannot be written: ${(cause as Error).message}`, EXIT.failed, { cause });
    return new CliError('The export broke off and is not whole. Try again.', EXIT.away, { cause });
  };
  if (output === '-') {
    await pipeline(body, counted, process.stdout, { signal, end: false }).catch((cause) => {
      throw broken(cause);
    });
    return;
  }
  // A file appears only when it is whole.
  const part = `${output}.${process.pid}.part`;
  try {
    await pipeline(body, counted, createWriteStream(part), { signal });
    await rename(part, output);
  } catch (cause) {
    await rm(part, { force: true });
    throw broken(cause);
  }
  terminal.result({ file: output, bytes }, `${output} has ${sizeInWords(bytes)}.`);
}
