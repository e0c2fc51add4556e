import type { Lane } from '@querent/contracts';
import type { Processor, Queue, Worker, WorkerOptions } from 'bullmq';

/** What the queue of a lane is called; that of rounds as the only one once was, which an earlier release may have filled. */
export const QUEUE_NAMES: Record<Lane, string> = { records: 'querent-records', rounds: 'querent' };

/** Where jobs live. */
export interface Backend {
  openQueue(lane: Lane): Opened<Queue>;
  openWorker(lane: Lane, process: Processor, options: Omit<WorkerOptions, 'connection'>): Opened<Worker>;
}

/** What was opened, and how it ends with all that it holds. */
interface Opened<Client> {
  bull: Client;
  close(force?: boolean): Promise<void>;
}
