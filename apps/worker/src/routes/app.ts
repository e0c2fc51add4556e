import type { SystemContext } from '@querent/domain';
import type { JobQueue } from '@querent/queue';
import express, { type Express } from 'express';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** The worker's own pages: whether it lives, and its figures for Prometheus. They hold nothing of the projects. */
export function createApp({ db, queue }: SystemContext): Express {
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
