import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { type Backend, QUEUE_NAMES } from './backend.js';

export function onRedis(url: string): Backend {
  const connect = () => new Redis(url, { maxRetriesPerRequest: null, enableReadyCheck: false });
  return {
    openQueue: (lane) => withConnection((connection) => new Queue(QUEUE_NAMES[lane], { connection })),
    openWorker: (lane, process, options) =>
      withConnection((connection) => new Worker(QUEUE_NAMES[lane], process, { ...options, connection })),
  };

  /** A connection that was handed over is not ended by whom it was handed to. */
  function withConnection<Client extends Queue | Worker>(open: (connection: Redis) => Client) {
    const connection = connect();
    const bull = open(connection);
    return {
      bull,
      async close(force?: boolean) {
        await bull.close(force as never);
        connection.disconnect();
      },
    };
  }
}
