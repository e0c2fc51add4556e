/** An outage is over once nothing has failed for so long. */
const QUIET_MS = 2_000;

interface Outage {
  since: number;
  last: number;
  failures: number;
  routes: Set<string>;
}

export interface OutageLog {
  /** A route could not do its work for a cause that passes, such as a database that is away. */
  failed(code: string, route: string, error: unknown): void;
  /** A route has done its work. */
  worked(route: string): void;
}

/** A line where something goes away and one where it is back, however many requests notice. */
export function createOutageLog(write: (line: string) => void, now = Date.now): OutageLog {
  const outages = new Map<string, Outage>();
  return {
    failed(code, route, error) {
      const outage = outages.get(code) ?? { since: now(), last: 0, failures: 0, routes: new Set() };
      if (outage.failures === 0)
        write(JSON.stringify({ level: 'error', outage: code, route, error: inOneLine(error) }));
      outage.last = now();
      outage.failures++;
      outage.routes.add(route);
      outages.set(code, outage);
    },
    worked(route) {
      for (const [code, { since, last, failures, routes }] of outages) {
        if (!routes.has(route) || now() - last < QUIET_MS) continue;
        outages.delete(code);
        const seconds = Math.round((now() - since) / 1_000);
        write(JSON.stringify({ level: 'info', outage: code, isOver: true, seconds, failures }));
      }
    },
  };
}

const inOneLine = (error: unknown) => {
  const message = error instanceof Error ? error.message || error.name : String(error);
  return message.replace(/\s+/g, ' ').trim().slice(0, 300);
};

const kept = globalThis as { querentOutages?: OutageLog };

/** The one of this process: Next.js loads modules several times. */
export function getOutageLog(): OutageLog {
  kept.querentOutages ??= createOutageLog((line) => console.error(line));
  return kept.querentOutages;
}
