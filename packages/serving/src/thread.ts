import { parentPort, workerData } from 'node:worker_threads';
import { openFolderStore } from '@querent/storage';
import type { Reply, Request, ThreadOptions } from './messages.js';
import { createPredicting } from './predicting.js';
import { refusalIn } from './refusal-in.js';

/** The thread where models answer, so that the loop of the process beside it stays free for requests. */
const port = parentPort!;
const options = workerData as ThreadOptions;
const predict = createPredicting(openFolderStore(options.objectsDir), options);

port.on('message', async ({ id, model, records }: Request) => {
  const reply = (answer: Reply) => port.postMessage(answer);
  try {
    reply({ id, predictions: await predict(model, records) });
  } catch (error) {
    reply({ id, refused: refusalIn(error) });
  }
});
