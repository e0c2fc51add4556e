import type { JobQueue } from '@querent/queue';
import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { labelStudioRoutes, type StudioRoutesContext } from './label-studio.js';

/**
 * The worker's own pages: whether it lives, and its figures for Prometheus, which hold nothing of the projects; and the backend
 * that Label Studio calls.
 */
export function createApp(context: StudioRoutesContext, log: Logger): Express {
  const { db, queue } = context;
  const app = express();
  app.disable('x-powered-by');
  const metrics = createMetrics(queue);

  app.get('/health', async (_request, response) => {
    try {
      await db.$queryRaw`SELECT 1`;
      response.json({ status: 'ok' });
    } catch {
      response.status(503).json({ status: 'unavailable', detail: 'The database does not answer.' });
    }
  });
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });
  app.use('/label-studio/:path', labelStudioRoutes(context, log));
  return app;
}

function createMetrics(queue: JobQueue): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'querent_worker_' });
  new Gauge({
    name: 'querent_jobs',
    help: 'Jobs by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      for (const [state, count] of Object.entries(await queue.countByState())) this.set({ state }, count);
    },
  });
  return registry;
}
