export { createQueue } from './create-queue.js';
export { createRunner } from './create-runner.js';
export {
  addJob,
  GivenUp,
  type Job,
  type JobEnd,
  type JobInHand,
  type JobQueue,
  type JobRef,
} from './queue.js';
