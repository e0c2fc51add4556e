import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Annotation {
  id: number;
  result: object[];
  was_cancelled: boolean;
  completed_by: number;
  lead_time: number;
}
interface Task {
  id: number;
  data: Record<string, unknown>;
  annotations: Annotation[];
  predictions: { score: number; model_version: string; result: object[] }[];
}

export type TestStudio = Awaited<ReturnType<typeof startTestStudio>>;

/**
 * A small Label Studio that answers and calls as 1.23.2 does, as far as the recorded exchange beside it shows: tokens, pages of
 * tasks, the action that retrieves predictions by calling the model, and a model version that only predictions can name.
 */
export async function startTestStudio(labelConfig: string) {
  const project = { id: 7, title: 'There', label_config: labelConfig, model_version: '' };
  const tasks = new Map<number, Task>();
  const files = new Map<string, Buffer>();
  const asked: string[] = [];
  let lastAnnotation = 100;
  let isAway = false;
  let backend: { url: string; key: string } | null = null;

  /** A call of the model, as the connector makes it. */
  const call = async (method: string, path: string, body?: object, withKey = true) => {
    if (!backend) throw new Error('No model is connected.');
    const basic = Buffer.from(`querent:${backend.key}`).toString('base64');
    const response = await fetch(`${backend.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(withKey ? { authorization: `Basic ${basic}` } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  const uid = `${project.id}.1795775535`;
  const setUp = () =>
    call('POST', '/setup', { project: uid, schema: labelConfig, hostname: '', access_token: 'x', extra_params: null });
  const plain = ({ id, data }: Task) => ({ id, data, project: project.id, meta: {}, annotations: [], predictions: [] });
  const predict = (some: Task[]) =>
    call('POST', '/predict', {
      tasks: some.map(plain),
      project: uid,
      label_config: labelConfig,
      params: { context: null },
    });

  async function retrieve(ids: number[]) {
    await call('GET', '/health');
    const { body } = await setUp();
    const wanted = ids.flatMap((id) => tasks.get(id) ?? []);
    const without = wanted.filter(
      ({ predictions }) => !predictions.some((one) => one.model_version === body.model_version),
    );
    if (without.length === 0) return;
    const { body: answer } = await predict(without);
    // All of a batch, or nothing.
    if (answer.results?.length !== without.length) return;
    without.forEach((task, at) => {
      task.predictions.push(answer.results[at]);
    });
  }

  async function answerTo(request: IncomingMessage, body: string): Promise<[number, unknown]> {
    const url = new URL(request.url ?? '/', 'http://studio');
    const { authorization = '' } = request.headers;
    asked.push(`${request.method} ${url.pathname}`);
    if (isAway) return [503, { detail: 'away' }];
    if (url.pathname === '/api/token/refresh')
      return JSON.parse(body).refresh === PERSONAL ? [200, { access: 'short' }] : [401, {}];
    if (authorization !== 'Bearer short' && authorization !== 'Token old-style')
      return [401, { detail: 'Invalid token.' }];
    const file = files.get(url.pathname);
    if (file) return [200, file];
    if (url.pathname === `/api/projects/${project.id}/`) {
      if (request.method === 'PATCH') {
        const { model_version } = JSON.parse(body);
        if (
          ![...tasks.values()].some(({ predictions }) => predictions.some((one) => one.model_version === model_version))
        )
          return [
            400,
            { model_version: ["Model version doesn't exist either as live model or as static predictions."] },
          ];
        project.model_version = model_version;
      }
      return [200, project];
    }
    if (url.pathname === '/api/tasks') {
      const { selectedItems } = JSON.parse(url.searchParams.get('query') ?? '{}');
      const list = [...tasks.values()].filter(({ id }) => !selectedItems || selectedItems.included.includes(id));
      const [page, size] = ['page', 'page_size'].map((name) => Number(url.searchParams.get(name)));
      return [200, { tasks: list.slice((page! - 1) * size!, page! * size!), total: list.length }];
    }
    if (url.pathname === '/api/dm/actions') {
      await retrieve(JSON.parse(body).selectedItems.included);
      return [200, { processed_items: 1 }];
    }
    return [404, { detail: 'Not found.' }];
  }
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const [status, answer] = await answerTo(request, body);
    response.writeHead(status).end(Buffer.isBuffer(answer) ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ project, tasks, files, asked, call, setUp, predict },
    connect(url: string, key: string) {
      backend = { url, key };
    },
    setAway(now: boolean) {
      isAway = now;
    },
    addTask(id: number, data: Record<string, unknown>) {
      const task: Task = { id, data, annotations: [], predictions: [] };
      tasks.set(id, task);
      return task;
    },
    annotate(task: Task, result: object[], isSkip = false) {
      const made = { id: ++lastAnnotation, result, was_cancelled: isSkip, completed_by: 3, lead_time: 2.5 };
      task.annotations.push(made);
      return made;
    },
    /** Without credentials, as webhooks are. */
    webhook: (action: string, more: object = {}) => call('POST', '/webhook', { action, ...more }, false),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export const PERSONAL = 'eyJh.eyJ0.sig-nature';
