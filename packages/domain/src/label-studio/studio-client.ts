import { z } from 'zod';
import { DomainError } from '../errors.js';
import type { FetchRules } from '../uploads/guarded-request.js';
import { addressIn, askStudio, isOf, type Studio } from './ask-studio.js';

/** Of its predictions, for which Label Studio waits 100 seconds. */
const RETRIEVE_MS = 150_000;
/** Of a picture. */
const MOST_FILE_BYTES = 64_000_000;

const StudioProject = z.object({
  id: z.number(),
  title: z.string().nullish(),
  label_config: z.string().nullish(),
  model_version: z.string().nullish(),
});

const Person = z.union([z.number(), z.object({ id: z.number(), email: z.string().nullish() })]).nullish();
const StudioAnnotation = z.object({
  id: z.number(),
  result: z.array(z.unknown()).nullish(),
  was_cancelled: z.boolean().nullish(),
  completed_by: Person,
  lead_time: z.number().nullish(),
});
export type StudioAnnotation = z.infer<typeof StudioAnnotation>;

const StudioTask = z.object({
  id: z.number(),
  data: z.record(z.string(), z.unknown()),
  annotations: z.array(StudioAnnotation).nullish(),
});
export type StudioTask = z.infer<typeof StudioTask>;

const Tasks = z.object({ tasks: z.array(StudioTask), total: z.number() });
const TaskIds = z.object({ tasks: z.array(z.object({ id: z.number() })), total: z.number() });
const Access = z.object({ access: z.string() });

export type StudioClient = ReturnType<typeof studioClient>;

/**
 * Label Studio by its API. A personal access token is exchanged for one that lasts some minutes, and that again once it has
 * ended; one of the old style goes along as it is.
 *
 * Every call throws studio_unsuitable (token, project), url_refused for good; unavailable where it may answer later.
 */
export function studioClient(studio: Studio, signal: AbortSignal, rules: FetchRules = {}) {
  const isPersonal = /^ey[\w-]+\.[\w-]+\.[\w-]+$/.test(studio.token);
  let access: Promise<string> | null = null;

  const exchange = async () => {
    const { status, bytes } = await askStudio(
      studio,
      addressIn(studio, 'api/token/refresh'),
      { method: 'POST', body: { refresh: studio.token }, rules, signal },
      null,
    );
    if (status >= 500) throw away(studio, status);
    const read = Access.safeParse(jsonIn(bytes));
    if (!read.success) throw noToken();
    return `Bearer ${read.data.access}`;
  };
  const authorization = () => {
    if (!isPersonal) return Promise.resolve(`Token ${studio.token}`);
    access ??= exchange();
    return access.catch((error) => {
      access = null;
      throw error;
    });
  };
  /** Once more where the short token has ended meanwhile. */
  const asked = async (address: URL, question: Omit<Parameters<typeof askStudio>[2], 'signal' | 'rules'>) => {
    const ask = async () => askStudio(studio, address, { ...question, rules, signal }, await authorization());
    const first = await ask();
    if (first.status !== 401 || !isPersonal || !isOf(studio, address)) return first;
    access = null;
    return ask();
  };
  async function call<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    question: Parameters<typeof asked>[1] = {},
  ): Promise<z.infer<Schema>> {
    const { status, bytes } = await asked(addressIn(studio, path), question);
    if (status === 401 || status === 403) throw noToken();
    if (status === 404)
      throw new DomainError(
        'studio_unsuitable',
        'Label Studio has no such project, or the account of the token does not see it. Check the number, and who owns the token.',
      );
    if (status >= 500 || status === 429) throw away(studio, status);
    if (status >= 400)
      throw new DomainError(
        'studio_unsuitable',
        `Label Studio refuses it (${status}): ${bytes.toString().slice(0, 300)}`,
      );
    const read = schema.safeParse(jsonIn(bytes));
    if (read.success) return read.data;
    throw new DomainError(
      'studio_unsuitable',
      `What answers at ${new URL(studio.url).host} is no Label Studio, or another version than is known here.`,
    );
  }
  const listed = (project: number, query: object, page: number, size: number) =>
    `api/tasks?project=${project}&page=${page}&page_size=${size}&resolve_uri=false&query=${encodeURIComponent(JSON.stringify(query))}`;

  return {
    project: (id: number) => call(`api/projects/${id}/`, StudioProject),
    /** The ids of a page of its tasks: of all, or of those that changed since. The first page is 1. */
    async taskIds(project: number, { page, size, since }: { page: number; size: number; since: Date | null }) {
      const changed = { filter: 'filter:tasks:updated_at', operator: 'greater', type: 'Datetime' };
      const filters = since && { conjunction: 'and', items: [{ ...changed, value: since.toISOString() }] };
      const query = { ...(filters ? { filters } : {}), ordering: ['tasks:id'] };
      const { tasks, total } = await call(listed(project, query, page, size), TaskIds);
      return { ids: tasks.map(({ id }) => id), hasMore: page * size < total };
    },
    /** Of tasks that are still there, all that is known, with their annotations. */
    async tasks(project: number, ids: number[]): Promise<StudioTask[]> {
      const query = { selectedItems: { all: false, included: ids } };
      return (await call(`${listed(project, query, 1, ids.length)}&fields=all`, Tasks)).tasks;
    },
    /** Has Label Studio ask here for predictions of tasks, and waits until they are stored there. */
    retrievePredictions: (project: number, ids: number[]) =>
      call(`api/dm/actions?id=retrieve_tasks_predictions&project=${project}`, z.unknown(), {
        method: 'POST',
        body: { selectedItems: { all: false, included: ids }, project: String(project) },
        quietMs: RETRIEVE_MS,
      }),
    setVersion: (project: number, version: string) =>
      call(`api/projects/${project}/`, z.unknown(), { method: 'PATCH', body: { model_version: version } }),
    /** What a task shows. @throws unavailable, too_large, url_refused */
    async file(address: URL): Promise<Buffer> {
      const { status, bytes } = await asked(address, { mostBytes: MOST_FILE_BYTES });
      if (status < 200 || status >= 300) throw new DomainError('unavailable', `${address.host} answers ${status}.`);
      return bytes;
    },
  };
}

const noToken = () =>
  new DomainError(
    'studio_unsuitable',
    'Label Studio does not take the token. Make a personal access token there (Account & Settings), of an account that sees the project, and give it here.',
  );
const away = ({ url }: Studio, status: number) =>
  new DomainError('unavailable', `Label Studio at ${new URL(url).host} answers ${status}.`);

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return null;
  }
}
