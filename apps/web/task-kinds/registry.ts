import type { TaskKind, TaskSettings } from '@querent/contracts';
import { multiLabel } from './multi-label';
import { numeric } from './numeric';
import { singleChoice } from './single-choice';
import type { TaskView } from './task-view';

/** How each kind of question is asked; the compiler points here when a kind is missing. */
const VIEWS: { [Kind in TaskKind]: TaskView<Kind, unknown> } = {
  single_choice: singleChoice,
  multi_label: multiLabel,
  numeric,
};

/** The kind that settings name. Its drafts are its own: others keep them and hand them back. */
export const taskViewOf = ({ kind }: Pick<TaskSettings, 'kind'>): TaskView<TaskKind, unknown> => VIEWS[kind];
