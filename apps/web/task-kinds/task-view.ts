import type { AnswerOf, SettingsOf, Task, TaskKind } from '@querent/contracts';
import type { ReactNode, RefObject } from 'react';
import type { z } from 'zod';

export type TaskOf<Kind extends TaskKind> = Task<SettingsOf<Kind>>;

/** What a key of the task asks for. */
export type TaskAction<Kind extends TaskKind, Draft> =
  | { type: 'answer'; answer: AnswerOf<Kind> }
  | { type: 'draft'; draft: Draft }
  /** Its field gets the keyboard; the key is typed into it, or has done its work with that. */
  | { type: 'field'; isTyped: boolean };

export interface ControlsProps<Kind extends TaskKind, Draft> {
  task: TaskOf<Kind>;
  draft: Draft;
  isDisabled: boolean;
  /** The field that `keys` may ask for, where there is one. */
  field: RefObject<HTMLInputElement | null>;
  onDraft(draft: Draft): void;
  onAnswer(answer: AnswerOf<Kind>): void;
}

export type SendProps<Kind extends TaskKind, Draft> = Pick<
  ControlsProps<Kind, Draft>,
  'task' | 'draft' | 'isDisabled' | 'onAnswer'
>;

export interface DistributionProps<Kind extends TaskKind> {
  task: TaskOf<Kind>;
  /** Equal answers counted together. */
  answers: { answer: AnswerOf<Kind>; count: number }[];
}

/** A line of the list of keys. */
export interface LegendRow {
  /** Null where there is none, and the line only explains. */
  key: string | null;
  text: string;
  description: string;
}

/** How a kind of question is asked and its answers are shown: everything that the pages know of it. */
export interface TaskView<Kind extends TaskKind, Draft> {
  /** What stands in the controls, as the browser keeps it while the page is away. */
  draft: z.ZodType<Draft>;
  /**
   * What stands in the controls: nothing yet, or an answer to be changed.
   *
   * @param answer that was taken back; null for a card that is new
   */
  draftOf(answer: AnswerOf<Kind> | null): Draft;
  /** The answer that a draft would be; null where it is none yet. */
  answerOf(draft: Draft): AnswerOf<Kind> | null;
  /** @returns null where the key is none of the task's */
  keys(key: string, task: TaskOf<Kind>, draft: Draft): TaskAction<Kind, Draft> | null;
  legend(task: TaskOf<Kind>): LegendRow[];
  /** What stands below the card. */
  Controls(props: ControlsProps<Kind, Draft>): ReactNode;
  /** The button that stores a draft, which never leaves the screen; none where a press in the controls is the answer. */
  Send?(props: SendProps<Kind, Draft>): ReactNode;
  /** How the answers so far are spread. */
  Distribution(props: DistributionProps<Kind>): ReactNode;
}
