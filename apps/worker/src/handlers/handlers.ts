import type { JobName, JobPayload } from '@querent/contracts';
import type { SystemContext } from '@querent/domain';
import { failImport, failRound, type RoundCompute, runImport, runRound } from '@querent/domain/background';

export interface Handler<Name extends JobName> {
  run(
    context: SystemContext & { compute: RoundCompute },
    payload: JobPayload<Name>,
    signal: AbortSignal,
  ): Promise<void>;
  /** Called once no attempt is left: keeps the reason where people see it. */
  fail(context: SystemContext, payload: JobPayload<Name>, reason: string): Promise<void>;
}

export type JobHandlers = { [Name in JobName]: Handler<Name> };

/** Every job's handler; a missing or mistyped one does not compile. */
export const handlers = {
  'project.import': { run: runImport, fail: failImport },
  'round.run': { run: runRound, fail: failRound },
} satisfies JobHandlers;
