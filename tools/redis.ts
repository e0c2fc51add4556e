import { codeOf, messageOf } from './errors.mjs';
import { StageError } from './stages.mjs';

/** @throws StageError where the Redis of `REDIS_URL` does not answer */
export async function checkRedis(url: string) {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: null,
    connectTimeout: 5_000,
    maxRetriesPerRequest: 0,
  });
  let reason = '';
  redis.on('error', (error) => {
    reason ||= codeOf(error);
  });
  try {
    await redis.connect();
    const version = /redis_version:(\S+)/.exec(await redis.info('server'))?.[1];
    return `Redis ${version}`;
  } catch (error) {
    throw new StageError(
      `The Redis of REDIS_URL cannot be used: ${reason || messageOf(error)}. Check the address and that it runs, or unset REDIS_URL to keep jobs in PostgreSQL.`,
    );
  } finally {
    redis.disconnect();
  }
}
