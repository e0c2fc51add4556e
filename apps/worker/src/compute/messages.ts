import type { ErrorCode, RoundProgress } from '@querent/contracts';
import type { PartProgress, RoundCompute } from '@querent/domain/background';

/** What the thread can be asked to do: all that a round has computed. */
export type TaskName = keyof RoundCompute;
export type TaskInput<Name extends TaskName> = Parameters<RoundCompute[Name]>[0];
export type TaskOutput<Name extends TaskName> = Awaited<ReturnType<RoundCompute[Name]>>;
export type TaskProgress = RoundProgress | PartProgress;

export type Request = { [Name in TaskName]: { id: number; task: Name; input: TaskInput<Name> } }[TaskName];
export type ToThread = Request | { abort: number };

export interface Failure {
  code: ErrorCode | null;
  message: string;
  stack: string | undefined;
}
export type FromThread =
  | { id: number; progress: TaskProgress }
  | { id: number; output: TaskOutput<TaskName> }
  | { id: number; failure: Failure };

export interface ThreadOptions {
  objectsDir: string;
  backend: 'tensorflow' | 'wasm' | 'cpu' | undefined;
}
