/** What the worker needs beside the use cases: the long-running halves, which the web app never loads. */
export { failEncoding } from '../encodings/fail-encoding.js';
export { runEncoding } from '../encodings/run-encoding.js';
export { failImport } from '../imports/fail-import.js';
export { runImport } from '../imports/run-import.js';
export { readDigits } from '../imports/samples/digits.js';
export { freeModels } from '../models/free-models.js';
export { failEvaluation, runEvaluation } from '../models/run-evaluation.js';
export { removeProject } from '../projects/remove-project.js';
export { fillNearHashes } from '../records/fill-near-hashes.js';
export { recordKinds } from '../records/kinds/index.js';
export type * from '../rounds/compute.js';
export { failRound } from '../rounds/fail-round.js';
export { runRound } from '../rounds/run-round.js';
export { runScorePart } from '../rounds/run-score-part.js';
export { sweepStore } from '../store/sweep-store.js';
export { createFetches } from '../uploads/run-fetches.js';
export { sweepUploads } from '../uploads/sweep-uploads.js';
export { requeueUnfinished } from './requeue-unfinished.js';
