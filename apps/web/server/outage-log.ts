/** An outage is over once something has worked and nothing has failed for so long after it. */
const QUIET_MS = 2_000;

interface Outage {
  since: number;
  failures: number;
  /** Who has failed: that others work says nothing. */
  asked: Set<string>;
  quiet: NodeJS.Timeout | undefined;
}

export interface OutageLog {
  /** A route or page could not do its work for a cause that passes, such as a database that is away. */
  failed(code: string, asked: string, error: unknown): void;
  /** It has done its work. */
  worked(asked: string): void;
}

/** A line where something goes away and one where it is back, however many requests notice. */
export function createOutageLog(write: (line: string) => void): OutageLog {
  const outages = new Map<string, Outage>();
  const begin = (code: string, asked: string, error: unknown): Outage => {
    write(JSON.stringify({ level: 'error', outage: code, asked, error: inOneLine(error) }));
    return { since: Date.now(), failures: 0, asked: new Set(), quiet: undefined };
  };
  const end = (code: string, { since, failures }: Outage, backAt: number) => {
    outages.delete(code);
    const seconds = Math.round((backAt - since) / 1_000);
    write(JSON.stringify({ level: 'info', outage: code, isOver: true, seconds, failures }));
  };
  return {
    failed(code, asked, error) {
      const outage = outages.get(code) ?? begin(code, asked, error);
      outages.set(code, outage);
      outage.failures++;
      outage.asked.add(asked);
      clearTimeout(outage.quiet);
      outage.quiet = undefined;
    },
    worked(asked) {
      for (const [code, outage] of outages) {
        if (outage.asked.has(asked)) outage.quiet ??= setTimeout(end, QUIET_MS, code, outage, Date.now()).unref();
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
