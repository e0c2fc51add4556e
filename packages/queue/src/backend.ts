import type { Processor, Queue, Worker, WorkerOptions } from 'bullmq';

export const QUEUE_NAME = 'querent';

/** Where jobs live. */
export interface Backend {
  openQueue(): Opened<Queue>;
  openWorker(process: Processor, options: Omit<WorkerOptions, 'connection'>): Opened<Worker>;
}

/** What was opened, and how it ends with all that it holds. */
interface Opened<Client> {
  bull: Client;
  close(force?: boolean): Promise<void>;
}
