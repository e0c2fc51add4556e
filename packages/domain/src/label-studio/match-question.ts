import { type ConnectStudio, classesInUse, classNamed, type RecordKind, type StudioQuestion } from '@querent/contracts';
import { DomainError } from '../errors.js';
import type { ProjectTask } from '../tasks/project-task.js';
import { readConfig } from './read-config.js';

interface Asked {
  recordKind: RecordKind;
  task: ProjectTask;
}

/** What a project of Label Studio asks, as this project answers it. */
export interface Matched {
  question: StudioQuestion;
  /** The id of the class that each choice is. */
  choices: Record<string, string>;
}

/** What a configuration has to be for a project: `Choices choice="single"` on `Image`. */
function wantedIn({ recordKind, task }: Asked): string | null {
  const shown = { text: 'Text', image: 'Image', row: null, vector: null }[recordKind];
  const control = {
    single_choice: 'Choices of which one is chosen',
    multi_label: 'Choices with choice="multiple"',
    numeric: 'Number',
  }[task.kind.id];
  return shown && control ? `${control}, on ${shown}` : null;
}

const fits = ({ kind, control, isMultiple }: StudioQuestion, { recordKind, task }: Asked) =>
  kind === recordKind &&
  (task.kind.id === 'numeric'
    ? control === 'number'
    : control === 'choices' && isMultiple === (task.kind.id === 'multi_label'));

interface Told extends Pick<ConnectStudio, 'fromName' | 'classes'> {
  /** Ids of classes that choices were before. */
  known?: Record<string, string>;
}

/**
 * The question of a labelling configuration that is this project's, and the class that each of its choices is.
 *
 * @throws studio_unsuitable in words, where there is none, or more than one and none is named, or a choice is no class
 */
export function matchQuestion(xml: string, asked: Asked, { fromName, classes, known = {} }: Told): Matched {
  const wanted = wantedIn(asked);
  if (!wanted)
    throw unsuitable(
      'Label Studio can be connected with projects of texts and of pictures only, not with those of rows or vectors.',
    );
  const fitting = readConfig(xml).filter((one) => fits(one, asked));
  const named = fromName === undefined ? fitting : fitting.filter((one) => one.fromName === fromName);
  const [question] = named;
  if (!question)
    throw unsuitable(
      `This project needs a labelling configuration with ${wanted}, and ${fromName === undefined ? 'there is none' : `"${fromName}" is none`}. Change it in Label Studio, or make a project here that asks what it asks.`,
    );
  if (named.length > 1)
    throw unsuitable(
      `Several tags of the labelling configuration could be meant: ${named.map((one) => one.fromName).join(', ')}. Say which one as the tag that is answered.`,
    );
  return { question, choices: choicesOf(question, asked.task, { classes, known }) };
}

function choicesOf(
  question: StudioQuestion,
  { task }: ProjectTask,
  { classes, known }: Required<Pick<Told, 'classes' | 'known'>>,
) {
  const wrong = Object.keys(classes).filter((choice) => !question.choices.includes(choice));
  if (wrong.length > 0)
    throw unsuitable(
      `Label Studio offers no choice ${inQuotes(wrong)}. Its choices are ${inQuotes(question.choices)}.`,
    );
  const found = question.choices.map(
    (choice) => [choice, classNamed(classes[choice] ?? known[choice] ?? choice, task.classes)] as const,
  );
  const missing = found.flatMap(([choice, one]) => (one ? [] : [choice]));
  if (missing.length > 0)
    throw unsuitable(
      `Label Studio offers ${inQuotes(missing)}, and this project has no class of that name. Add it to the classes, or say which class it is. The classes are ${inQuotes(classesInUse(task.classes).map(({ name }) => name))}.`,
    );
  return Object.fromEntries(found.map(([choice, one]) => [choice, one!.id]));
}

const SHOWN = 5;
const inQuotes = (names: readonly string[]) =>
  names
    .slice(0, SHOWN)
    .map((name) => `"${name}"`)
    .join(', ') + (names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '');

const unsuitable = (detail: string) => new DomainError('studio_unsuitable', detail);
