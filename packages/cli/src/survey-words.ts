import { many, type Survey } from '@querent/contracts';

const MOST_NAMES = 12;

/** What a survey says of a file, for the terminal. @param chosenHoldout records for measuring, in place of those proposed */
export function surveyInWords(survey: Survey, chosenHoldout?: number): string {
  const { format, columns, counts, task, classes, holdout, encoder, copies, refused, inProject } = survey;
  const about = counts.isWhole ? '' : 'about ';
  const shown = classes.slice(0, MOST_NAMES).map(({ name, count }) => `${name} (${count})`);
  const lines = [
    `${format.title}: ${about}${many(counts.records, 'record')}, ${counts.labelled} of those read with a label, ${counts.refused} refused`,
    columns.length > 0 &&
      columns.map(({ name, role, note }) => `  ${name}: ${role}${note ? `, ${note}` : ''}`).join('\n'),
    inProject &&
      `Of those read ${inProject.fresh} are new to the project, ${inProject.known} known, ${inProject.refused} refused`,
    !inProject && `Question: ${task.kind} (${task.reason})`,
    shown.length > 0 &&
      `Classes: ${shown.join(', ')}${classes.length > shown.length ? ` and ${classes.length - shown.length} more` : ''}`,
    !inProject && `Kept for measuring: ${chosenHoldout === undefined ? holdout.reason : many(chosenHoldout, 'record')}`,
    encoder && `Features by ${encoder.title}: ${encoder.reason}`,
    copies.exact > 0 && `${many(copies.exact, 'copy', 'copies')} of what came before: each is asked about once`,
    ...refused.slice(0, 3).map(({ place, reason }) => `  ${place}: ${reason}`),
    ...survey.notices.map((notice) => `Note: ${notice}`),
  ];
  return lines.filter(Boolean).join('\n');
}
