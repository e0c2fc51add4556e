import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Service, type Services } from '@querent/contracts';
import { z } from 'zod';

/** What the supervisor writes beside the data whenever it changes. */
const Report = z.object({ worker: Service, disk: z.object({ isFull: z.boolean() }) });

/** @param dataDir where the supervisor reports; without one nobody does */
export async function readServices(dataDir: string | undefined): Promise<Services> {
  const text = dataDir && (await readFile(join(dataDir, 'services.json'), 'utf8').catch(() => null));
  const report = text ? Report.safeParse(parsed(text)) : null;
  if (!report?.success) return { worker: null, isDiskFull: false };
  return { worker: report.data.worker, isDiskFull: report.data.disk.isFull };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
