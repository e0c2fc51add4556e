import { many, type Survey } from '@querent/contracts';

const MOST_NAMES = 12;

/** What a survey says of a file, for the terminal. @param chosenHoldout records for measuring, in place of those proposed */
export function surveyInWords(survey: Survey, chosenHoldout?: number): string {
  const { format, columns, counts, task, classes, holdout, encoder, copies, refused, inProject } = survey;
  const about = counts.isWhole ? '' : 'about ';
  const shown = classes.slice(0, MOST_NAMES).map(({ name, count }) => `${name} (${count})`);
  // The problems, which are said after this, say why.
  const isNone = counts.records === 0 && survey.problems.length > 0;
  const lines = [
    `${format.title}: ${about}${many(counts.records, 'record')}, ${counts.labelled} of those read with a label, ${counts.refused} refused`,
    columns.length > 0 && columns.map(columnInWords).join('\n'),
    inProject &&
      `Of those read ${inProject.fresh} are new to the project, ${inProject.known} known, ${inProject.refused} refused`,
    !inProject && `Question: ${task.kind} (${task.reason})`,
    shown.length > 0 &&
      `Classes: ${shown.join(', ')}${classes.length > shown.length ? ` and ${classes.length - shown.length} more` : ''}`,
    !inProject &&
      `Kept for measuring: ${chosenHoldout === undefined ? holdout.reason : chosenInWords(chosenHoldout, survey)}`,
    encoder && `Features by ${encoder.title}: ${encoder.reason}`,
    copies.exact > 0 && `${many(copies.exact, 'copy', 'copies')} of what came before: each is asked about once`,
    ...(isNone ? [] : refused.slice(0, 3).map(({ place, reason }) => `  ${place}: ${reason}`)),
    ...(isNone ? [] : survey.notices.map((notice) => `Note: ${notice}`)),
  ];
  return lines.filter(Boolean).join('\n');
}

/** Of those with a label half are left to learn from; no others are drawn. */
function chosenInWords(chosen: number, { counts, holdout }: Survey): string {
  if (counts.holdout > 0 || chosen <= holdout.most) return many(chosen, 'record');
  const wanted = `and not ${chosen} as was asked for`;
  if (holdout.most === 0) return `none, ${wanted}. ${holdout.reason}`;
  return `at most ${many(holdout.most, 'record')}, ${wanted}: half of those with a label are left to learn from`;
}

/** A note begins with the role where that reads well. */
const columnInWords = ({ name, role, note }: Survey['columns'][number]): string =>
  `  ${name}: ${note.startsWith(role) ? note.replace(`${role}: `, `${role}, `) : [role, note].filter(Boolean).join(', ')}`;
