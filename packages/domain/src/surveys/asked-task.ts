import {
  type Class,
  foldName,
  type Survey,
  type SurveyUpload,
  type Task,
  type TaskKind,
  TaskSettings,
  taskKindOf,
} from '@querent/contracts';
import type { ProjectTask } from '../tasks/project-task.js';
import type { LabelTally } from './label-tally.js';
import type { ProposedTask } from './propose-task.js';

const MOST_SHOWN = 1_000;

export interface AskedTask extends ProposedTask {
  task: Task;
  classes: Survey['classes'];
}

interface Wishes extends Pick<SurveyUpload, 'task' | 'classes'> {
  /** Of the project that the records are added to. */
  project: { kind: TaskKind; task: ProjectTask['task'] } | null;
}

/** What is asked: of a project what it asks, or what somebody chose, or what the labels suggest. */
export function askedTask(proposed: ProposedTask, labels: LabelTally, { task, classes, project }: Wishes): AskedTask {
  const chosen = project?.kind ?? task ?? proposed.kind;
  const { reason } = reasonFor(chosen, proposed, project !== null);
  const counted = chosen === 'numeric' ? [] : classes ? countsOf(classes, labels) : classesIn(labels);
  return {
    ...{ kind: chosen, reason, classes: counted.slice(0, Math.max(MOST_SHOWN, classes?.length ?? 0)) },
    task: project?.task ?? {
      settings: TaskSettings.parse({ kind: chosen }),
      classes: counted.map(({ name }, order) => toClass(name, order)),
    },
  };
}

function reasonFor(kind: TaskKind, proposed: ProposedTask, isOfProject: boolean): Pick<ProposedTask, 'reason'> {
  if (isOfProject) return { reason: `The project asks this.${kind === proposed.kind ? ` ${proposed.reason}` : ''}` };
  if (kind === proposed.kind) return proposed;
  return { reason: `You have chosen it. The labels suggest "${taskKindOf(proposed.kind).title}": ${proposed.reason}` };
}

const countsOf = (names: readonly string[], labels: LabelTally): Survey['classes'] =>
  names.map((name) => ({ name, count: labels.names.get(foldName(name))?.count ?? 0 }));

/** By their values, if all are numbers; else by their names. */
function classesIn({ names }: LabelTally): Survey['classes'] {
  const found = [...names.values()].map(({ name, count }) => ({ name, count }));
  const areNumbers = found.every(({ name }) => name.trim() !== '' && Number.isFinite(Number(name)));
  return found.sort((a, b) => (areNumbers ? Number(a.name) - Number(b.name) : a.name < b.name ? -1 : 1));
}

/** Classes that somebody has said to be all of a new project; null where labels make others. */
export function namedClasses({ task, classes, newClasses }: Pick<SurveyUpload, 'task' | 'classes' | 'newClasses'>) {
  return classes === undefined || newClasses || task === 'numeric'
    ? null
    : { task: task ?? null, classes: classes.map(toClass) };
}

/** A class before there is one, whose id is its name. */
const toClass = (name: string, order: number): Class => ({
  ...{ id: name, name, order, key: null, colour: null, description: '', mergedIntoId: null, isArchived: false },
});
