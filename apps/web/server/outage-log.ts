/** An outage is over once nothing has failed for so long. */
const QUIET_MS = 2_000;

interface Outage {
  since: number;
  last: number;
  failures: number;
  asked: Set<string>;
}

export interface OutageLog {
  /** A route or page could not do its work for a cause that passes, such as a database that is away. */
  failed(code: string, asked: string, error: unknown): void;
  /** It has done its work. */
  worked(asked: string): void;
}

/** A line where something goes away and one where it is back, however many requests notice. */
export function createOutageLog(write: (line: string) => void, now = Date.now): OutageLog {
  const outages = new Map<string, Outage>();
  return {
    failed(code, asked, error) {
      const outage = outages.get(code) ?? { since: now(), last: 0, failures: 0, asked: new Set() };
      if (outage.failures === 0)
        write(JSON.stringify({ level: 'error', outage: code, asked, error: inOneLine(error) }));
      outage.last = now();
      outage.failures++;
      outage.asked.add(asked);
      outages.set(code, outage);
    },
    worked(asked) {
      for (const [code, { since, last, failures, asked: failed }] of outages) {
        if (!failed.has(asked) || now() - last < QUIET_MS) continue;
        outages.delete(code);
        const seconds = Math.round((now() - since) / 1_000);
        write(JSON.stringify({ level: 'info', outage: code, isOver: true, seconds, failures }));
      }
    },
  };
}

/** What lies at the bottom of an error: those above it tell who noticed. */
function inOneLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return inOneLine(error.cause);
  return (error.message || error.name).replace(/\s+/g, ' ').trim().slice(0, 300);
}

const kept = globalThis as { querentOutages?: OutageLog };

/** The one of this process: Next.js loads modules several times. */
export function getOutageLog(): OutageLog {
  kept.querentOutages ??= createOutageLog((line) => console.error(line));
  return kept.querentOutages;
}
