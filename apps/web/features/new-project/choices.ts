import {
  type ColumnRole,
  Columns,
  type CreateProject,
  foldName,
  NotAClass,
  nameFor,
  type RecordKind,
  readNumber,
  roleIn,
  type StartImport,
  type Survey,
  type SurveyUpload,
  TaskKind,
  type TaskSettings,
} from '@querent/contracts';
import { z } from 'zod';

/** What a person has chosen of what a survey proposes; what is left out follows the survey. */
export const Choices = z.object({
  format: z.string().optional(),
  options: z.record(z.string(), z.unknown()).optional(),
  task: TaskKind.optional(),
  labels: z.enum(['answers', 'key']),
  source: z.string(),
  classes: z.array(z.string()).optional().describe('In their order; left out, those of the labels'),
  notClasses: z.array(NotAClass).optional().describe('Left out, those that the survey proposes'),
  unit: z.string(),
  low: z.string().optional(),
  high: z.string().optional(),
  holdout: z.string().optional(),
  newClasses: z.boolean(),
  name: z.string(),
  description: z.string(),
  labelsPerRound: z.string(),
});
export type Choices = z.infer<typeof Choices>;

export const choicesFor = (fileName: string): Choices => ({
  ...{ labels: 'answers', source: 'import', unit: '', newClasses: false, name: nameFor(fileName), description: '' },
  labelsPerRound: '10',
});

/** What a survey is asked for. */
export const surveyOf = (choices: Choices, projectId?: string): z.input<typeof SurveyUpload> => ({
  ...{ format: choices.format, options: choices.options, task: choices.task },
  ...{ labels: choices.labels, classes: choices.classes, projectId, newClasses: choices.newClasses },
  notClasses: choices.notClasses,
});

/** These may stand above one column only. */
const ONCE: readonly ColumnRole[] = ['id', 'split', 'image', 'vector'];

/** What each column is, as it was chosen last, else as the survey says. */
export function rolesOf({ options }: Choices, { columns }: Survey): Record<string, ColumnRole> {
  const chosen = Columns.safeParse(options?.columns).data ?? {};
  return Object.fromEntries(columns.map(({ name, role }) => [name, roleIn(chosen, name) ?? role]));
}

/** The options with another role of a column; a column that had a role which only one can have is kept beside the record. */
export function withRole(choices: Choices, survey: Survey, name: string, role: ColumnRole): Record<string, unknown> {
  const roles = Object.entries(rolesOf(choices, survey)).map(([other, its]) => {
    if (other === name) return [name, role] as const;
    return [other, ONCE.includes(role) && its === role ? 'metadata' : its] as const;
  });
  return { ...survey.options, ...choices.options, columns: Object.fromEntries(roles) };
}

/** The options with another one. What depends on it, such as what columns of other names are, is proposed anew. */
export function withOption(choices: Choices, survey: Survey, name: string, value: unknown): Record<string, unknown> {
  const before = Object.entries({ ...survey.options, ...choices.options });
  const kept = before.filter(([other]) => !PROPOSED_BY[name]?.includes(other));
  return { ...Object.fromEntries(kept), [name]: value };
}

const BY_NAMES = ['columns', 'decimal', 'labelSeparator'];
/** Options that are proposed by how another one has the file read. */
const PROPOSED_BY: Record<string, readonly string[]> = {
  ...{ hasHeading: BY_NAMES, delimiter: BY_NAMES, encoding: BY_NAMES, path: BY_NAMES },
  decimal: ['columns', 'labelSeparator'],
};

/** Whether the answers of a file are others than before, so that classes that were changed by hand are not its any more. */
export const isOfAnswers = (role: ColumnRole) => role === 'label' || role === 'flag';

const isCalled = (name: string) => (one: { name: string }) => foldName(one.name) === foldName(name);

/** Labels that are to be no classes. */
export const notClassesOf = ({ notClasses }: Choices, survey: Pick<Survey, 'notClasses'>): NotAClass[] =>
  notClasses ?? survey.notClasses.map(({ name, records }) => ({ name, records }));

/** Classes, in their order: what was just changed shows before the survey has followed. */
export function classNames(choices: Choices, survey: Pick<Survey, 'classes' | 'notClasses'>): string[] {
  const none = notClassesOf(choices, survey);
  const isAgain = ({ name }: { name: string }) => !none.some(isCalled(name));
  const found = [...survey.classes, ...survey.notClasses.filter(isAgain)].map(({ name }) => name);
  return (choices.classes ?? found).filter((name) => !none.some(isCalled(name)));
}

/** Takes a class away: of labels that have it somebody is asked, unless that is changed; one that was typed goes. */
export function withoutClass(choices: Choices, survey: Survey, name: string): Partial<Choices> {
  const isFound = survey.classes.some((one) => isCalled(name)(one) && one.count > 0);
  const none = notClassesOf(choices, survey);
  return {
    classes: choices.classes?.filter((other) => other !== name),
    ...(isFound ? { notClasses: [...none, { name, records: 'ask' }] } : {}),
  };
}

/** Makes classes of names, those that were taken away before included. */
export function withClasses(choices: Choices, survey: Survey, names: readonly string[]): Partial<Choices> {
  const none = notClassesOf(choices, survey);
  const kept = none.filter((one) => !names.some((name) => isCalled(name)(one)));
  return {
    classes: [...classNames(choices, survey), ...names],
    ...(kept.length < none.length ? { notClasses: kept } : {}),
  };
}

/** A label is a class after all. */
export function withLabel(choices: Choices, survey: Survey, name: string): Partial<Choices> {
  return {
    classes: choices.classes && [...choices.classes, name],
    notClasses: notClassesOf(choices, survey).filter((one) => !isCalled(name)(one)),
  };
}

/** Of how many records a label is that is to be no class, as far as the survey has followed. */
export const recordsCalled = (name: string, { classes, notClasses }: Survey): number =>
  [...notClasses, ...classes].find(isCalled(name))?.count ?? 0;

/** Names a line, or with commas between them; each once. */
export function namesIn(text: string): string[] {
  const parts = text.includes('\n') ? text.split('\n') : text.split(/[,;\t]/);
  return [...new Set(parts.map((part) => part.trim().replace(/,$/, '')).filter(Boolean))];
}

/** A number as people write it; null of nothing, undefined of what is none. */
export function numberIn(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const read = readNumber(text);
  return 'value' in read ? read.value : undefined;
}

/** What is asked. Bounds that are no numbers are left as they are typed, for the contract to refuse. */
export function taskOf(choices: Choices, { task: { kind } }: Survey): TaskSettings {
  if (kind !== 'numeric') return { kind };
  const [low, high] = [numberIn(choices.low ?? ''), numberIn(choices.high ?? '')];
  return { kind, unit: choices.unit.trim(), low: low ?? null, high: high ?? null, step: null };
}

/** Labelled records that are drawn for measuring: none where the file says itself which these are. */
export function holdoutOf({ holdout }: Choices, survey: Survey): number {
  if (survey.counts.holdout > 0) return 0;
  return holdout === undefined ? survey.holdout.records : (numberIn(holdout) ?? 0);
}

export const importOf = (choices: Choices, survey: Survey, uploadId: string): z.input<typeof StartImport> => ({
  ...{ uploadId, format: survey.format.id, options: survey.options, labels: choices.labels },
  ...{ source: choices.source, newClasses: choices.newClasses, notClasses: choices.notClasses },
});

export const projectOf = (
  choices: Choices,
  survey: Survey & { recordKind: RecordKind },
  uploadId: string,
): z.input<typeof CreateProject> => {
  const { kind } = survey.task;
  return {
    ...{ name: choices.name, description: choices.description, recordKind: survey.recordKind },
    task: taskOf(choices, survey),
    classes: kind === 'numeric' ? [] : classNames(choices, survey),
    holdout: holdoutOf(choices, survey),
    settings: { labelsPerRound: Number(choices.labelsPerRound) },
    import: { ...importOf(choices, survey, uploadId), newClasses: mayHaveMore(choices, survey) },
  };
};

/** Whether nobody would be asked anything, since each record brings its answer: those for measuring are not asked about either. */
export const isNothingAsked = ({ labels }: Choices, { counts }: Survey): boolean =>
  labels === 'answers' && counts.labelled > 0 && counts.unlabelled === 0;

/** Labels that were not read yet may name others than those that are shown, unless somebody has said which there are. */
export const mayHaveMore = ({ classes }: Choices, { counts, task }: Survey) =>
  classes === undefined && !counts.isWhole && counts.labelled > 0 && task.kind !== 'numeric';
