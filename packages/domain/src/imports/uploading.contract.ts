import { randomUUID } from 'node:crypto';
import { CreateProject, type Import, StartImport } from '@querent/contracts';
import { setUpContext } from '@querent/testing/vitest';
import { failImport, runImport } from '../background/index.js';
import { type Context, createProject, findRefusal, getProject, startImport } from '../index.js';

/** Uploads that are there, and imports of them as the worker runs them. */
export function setUpUploads() {
  const test = setUpContext();
  const { signal } = new AbortController();
  return {
    test: () => test,
    eve: () => test.eve,
    /** A file as it lies here once it has come. */
    async upload(name: string, content: Uint8Array | string, { isWhole = true, by = test.eve }: Given = {}) {
      const id = randomUUID();
      async function* bytes() {
        yield Buffer.from(content);
      }
      await test.system.inbox.create(id);
      const size = await test.system.inbox.append(id, 0, bytes());
      const receivedAt = isWhole ? new Date() : null;
      await test.db.upload.create({ data: { id, personId: by.actor.id, name, bytes: BigInt(size), receivedAt } });
      return id;
    },
    /** A project whose first records are those of an upload, which nobody has read yet. */
    make: (uploadId: string, { project = {}, ...given }: Making = {}) =>
      createProject(
        test.eve,
        CreateProject.parse({
          ...{ name: 'Brought', recordKind: 'text', task: { kind: 'single_choice' }, classes: ['a', 'b'] },
          ...project,
          import: { uploadId, ...given },
        }),
      ),
    start: (projectId: string, uploadId: string, given: object = {}, by: Context = test.eve) =>
      startImport(by, { projectId, ...StartImport.parse({ uploadId, ...given }) }),
    /** As the worker runs the last import of a project, whose refusals fail it. */
    async run(projectId: string, stop: AbortSignal = signal): Promise<Import> {
      const { id: importId } = (await getProject(test.eve, { projectId })).import!;
      try {
        await runImport(test.system, { importId }, stop);
      } catch (error) {
        const refusal = findRefusal(error);
        if (!refusal) throw error;
        await failImport(test.system, { importId }, refusal.detail);
      }
      return (await getProject(test.eve, { projectId })).import!;
    },
    records: (projectId: string) =>
      test.db.record.findMany({
        where: { projectId },
        orderBy: { index: 'asc' },
        include: { label: true, oracleAnswer: true },
      }),
    isThere: async (id: string) => ({
      row: (await test.db.upload.count({ where: { id } })) === 1,
      file: await test.system.inbox.size(id).then(
        () => true,
        () => false,
      ),
    }),
  };
}

/** How the file is read, and what the project is. */
interface Making {
  project?: object;
  [option: string]: unknown;
}

interface Given {
  isWhole?: boolean;
  by?: Context;
}
