import type { JobName, JobPayload } from '@querent/contracts';
import type { StudioTools, SystemContext } from '@querent/domain';
import {
  failDrawing,
  failEncoding,
  failEvaluation,
  failImport,
  failModelExport,
  failPredictions,
  failRound,
  failTrial,
  type RoundCompute,
  removeProject,
  runDrawing,
  runEncoding,
  runEvaluation,
  runImport,
  runModelExport,
  runPredictions,
  runRound,
  runScorePart,
  runTrial,
  syncStudio,
} from '@querent/domain/background';
import type { JobRef } from '@querent/queue';

export interface Handler<Name extends JobName> {
  /** @returns jobs that are to be done before this one is run again; none where it is done */
  run(
    context: SystemContext & StudioTools & { compute: RoundCompute },
    payload: JobPayload<Name>,
    signal: AbortSignal,
  ): Promise<JobRef[]>;
  /** Called where another attempt would change nothing: keeps the reason where people see it. */
  fail(context: SystemContext, payload: JobPayload<Name>, reason: string): Promise<void>;
}

export type JobHandlers = { [Name in JobName]: Handler<Name> };

/** Of a job that one worker does by itself. */
const alone =
  <Given extends unknown[]>(run: (...given: Given) => Promise<void>) =>
  async (...given: Given): Promise<JobRef[]> => {
    await run(...given);
    return [];
  };

/** Every job's handler; a missing or mistyped one does not compile. */
export const handlers = {
  'project.import': { run: alone((context, payload, signal) => runImport(context, payload, signal)), fail: failImport },
  'project.encode': { run: alone(runEncoding), fail: failEncoding },
  // Goes on until it is done: the sweep over removed projects brings it back.
  'project.remove': { run: alone(removeProject), fail: async () => {} },
  // What goes wrong stands in its row, and the sweep brings it back when its time has come.
  'studio.sync': {
    run: alone((context: SystemContext & StudioTools, payload: JobPayload<'studio.sync'>, signal: AbortSignal) =>
      syncStudio(context, payload, signal),
    ),
    fail: async () => {},
  },
  'round.run': { run: runRound, fail: failRound },
  'round.score': { run: alone(runScorePart), fail: failRound },
  'model.draw': { run: alone(runDrawing), fail: failDrawing },
  'predictions.run': { run: alone(runPredictions), fail: failPredictions },
  'trial.run': { run: alone(runTrial), fail: failTrial },
  'model.evaluate': { run: alone(runEvaluation), fail: failEvaluation },
  'model.export': { run: alone(runModelExport), fail: failModelExport },
} satisfies JobHandlers;
