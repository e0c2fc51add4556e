import { ApiError, type Client, createClient, ERRORS, Problem } from '@querent/contracts';

const WAITS_MS = [500, 1_000, 2_000, 4_000];
const LONGEST_WAIT_MS = 60_000;

/** The API under an address, as who has the key. */
export interface Connection {
  address: string;
  key: string;
  api: Client;
  /** Any request below /api/v1 whose answer is not JSON. @throws ApiError */
  send(path: string, init?: RequestInit): Promise<Response>;
}

/** @param signal ends every request */
export function connect({ url, key }: { url: string; key: string }, signal: AbortSignal): Connection {
  const base = `${url}/api/v1`;
  const fetcher: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${key}`);
    return fetchPatiently(input, { signal, ...init, headers });
  };
  return {
    address: url,
    key,
    api: createClient(base, fetcher),
    async send(path, init) {
      let response: Response;
      try {
        response = await fetcher(base + path, init);
      } catch (cause) {
        if (signal.aborted) throw signal.reason;
        throw new ApiError('GET /health', null, { cause });
      }
      if (response.ok) return response;
      const problem = Problem.safeParse(await response.json().catch(() => null));
      const unreadable = {
        type: 'about:blank',
        title: '',
        status: response.status,
        code: 'unreadable',
        detail: '',
      } as const;
      throw new ApiError('GET /health', problem.data ?? unreadable);
    },
  };
}

/**
 * Sends a request again that the server had no time for. What changes something is sent again only where it has certainly not
 * been carried out: there was nobody, or they said so before they did anything.
 */
async function fetchPatiently(input: Parameters<typeof fetch>[0], init: RequestInit): Promise<Response> {
  const isReading = ['GET', 'HEAD'].includes(init.method ?? 'GET');
  for (const waitMs of WAITS_MS) {
    let pauseMs = waitMs;
    try {
      const response = await fetch(input, init);
      const isPassing = response.status === 429 || (isReading && [502, 503, 504].includes(response.status));
      if (!isPassing || (await isForGood(response))) return response;
      const seconds = Number(response.headers.get('retry-after'));
      if (seconds * 1_000 > LONGEST_WAIT_MS) return response;
      pauseMs = Math.max(waitMs, (seconds || 0) * 1_000);
      await response.body?.cancel();
    } catch (error) {
      if (init.signal?.aborted || !(isReading || wasNobodyThere(error))) throw error;
    }
    await pause(pauseMs, init.signal ?? undefined);
  }
  return fetch(input, init);
}

/** Whether the table of errors says that waiting does not help. */
async function isForGood(response: Response): Promise<boolean> {
  const problem = Problem.safeParse(
    await response
      .clone()
      .json()
      .catch(() => null),
  );
  return problem.success && !ERRORS[problem.data.code].retry;
}

const wasNobodyThere = (error: unknown): boolean =>
  error instanceof Error &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === 'ECONNREFUSED';

/** @throws the signal's reason */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
