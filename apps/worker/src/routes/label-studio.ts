import { ERRORS } from '@querent/contracts';
import { calledLink, DomainError, refusalOf, type StudioCall } from '@querent/domain';
import { hearWebhook, listVersions, predictTasks, setUpStudio } from '@querent/domain/background';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';

export type StudioRoutesContext = Parameters<typeof predictTasks>[0];

/** Thousands of tasks come in one body. */
const MOST_BYTES = 100_000_000;

const SetUp = z.object({ schema: z.string().nullish() });
const Predict = z.object({
  tasks: z.array(z.object({ id: z.number(), data: z.record(z.string(), z.unknown()) })),
});

const callOf = ({ params, headers, socket }: Request): StudioCall => ({
  path: String(params.path),
  authorization: headers.authorization,
  address: socket.remoteAddress ?? '',
});

/**
 * The backend that Label Studio calls, as its versions of 2026 do. Every answer is JSON, since anything else is an error there
 * whatever its status. A webhook brings no credentials; everything else a key of the project as the password of Basic.
 */
export function labelStudioRoutes(context: StudioRoutesContext, log: Logger): Router {
  const router = Router({ mergeParams: true });
  router.use(express.json({ limit: MOST_BYTES, type: () => true, strict: false }));

  const answer =
    (work: (request: Request) => Promise<{ status?: number; body: object }>) =>
    async (request: Request, response: Response, next: NextFunction) => {
      try {
        const { status = 200, body } = await work(request);
        response.status(status).json(body);
      } catch (error) {
        next(error);
      }
    };
  const health = answer(async (request) => {
    await calledLink(context, callOf(request));
    return { body: { status: 'UP', model_class: 'Querent' } };
  });
  router.get('/', health);
  router.get('/health', health);
  router.get(
    '/metrics',
    answer(async () => ({ body: {} })),
  );
  router.post(
    '/setup',
    answer(async (request) => {
      const { schema } = SetUp.catch({}).parse(request.body ?? {});
      const { modelVersion } = await setUpStudio(context, callOf(request), schema ?? null);
      return { body: modelVersion === null ? {} : { model_version: modelVersion } };
    }),
  );
  router.post(
    '/predict',
    answer(async (request) => {
      const given = Predict.safeParse(request.body);
      if (!given.success)
        throw new DomainError('invalid_input', 'Tasks are wanted: {"tasks": [{"id": 1, "data": {…}}]}.');
      return { body: { results: await predictTasks(context, callOf(request), given.data.tasks) } };
    }),
  );
  router.get(
    '/versions',
    answer(async (request) => ({ body: { versions: await listVersions(context, callOf(request)) } })),
  );
  router.post(
    '/webhook',
    answer(async (request) => {
      const isHeard = await hearWebhook(context, String(request.params.path), request.body);
      return isHeard ? { status: 201, body: { status: 'ok' } } : { body: { status: 'Unknown event' } };
    }),
  );
  router.post(
    '/train',
    answer(async (request) => {
      await calledLink(context, callOf(request));
      await hearWebhook(context, String(request.params.path), { action: 'START_TRAINING' });
      return { status: 201, body: { status: 'ok' } };
    }),
  );
  router.use((_request, response) => {
    response.status(404).json({ detail: 'Label Studio asks nothing at this address.' });
  });
  router.use((unknown: unknown, request: Request, response: Response, _next: NextFunction) => {
    const { status, detail, code } = problemOf(unknown);
    if (status >= 500) log.warn({ err: unknown, path: request.path }, 'Label Studio');
    response.status(status).json({ detail, code });
  });
  return router;
}

function problemOf(unknown: unknown): { status: number; detail: string; code: string } {
  // What the reader of bodies refuses.
  if (unknown instanceof Error && 'status' in unknown && typeof unknown.status === 'number' && unknown.status < 500)
    return { status: unknown.status, detail: `The body cannot be read: ${unknown.message}`, code: 'invalid_input' };
  const error = refusalOf(unknown);
  if (!(error instanceof DomainError)) return { status: 500, detail: 'Something went wrong.', code: 'internal' };
  return { status: ERRORS[error.code].status, detail: error.detail, code: error.code };
}
