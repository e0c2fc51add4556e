import type { RoundProgress } from '@querent/contracts';
import type { Scored, ScoreTask, Trained, TrainTask } from '@querent/domain/background';

/** What the thread can be asked to do. */
export interface Tasks {
  train: { input: TrainTask; output: Trained };
  score: { input: ScoreTask; output: Scored };
}
export type TaskName = keyof Tasks;

export type Request = { [Name in TaskName]: { id: number; task: Name; input: Tasks[Name]['input'] } }[TaskName];
export type ToThread = Request | { abort: number };

export interface Failure {
  code: string | null;
  message: string;
  stack: string | undefined;
}
export type FromThread =
  | { id: number; progress: RoundProgress }
  | { id: number; output: Tasks[TaskName]['output'] }
  | { id: number; failure: Failure };

export interface ThreadOptions {
  objectsDir: string;
  backend: 'tensorflow' | 'wasm' | 'cpu' | undefined;
}
