import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '@querent/contracts';
import type { Book, BookLine } from './chaos-annotator.ts';

/** An annotation as the database has it. */
export interface AnnotationRow {
  id: string;
  recordId: string;
  personId: string;
  answer: Answer | null;
  isUndone: boolean;
}
interface Found {
  line: BookLine;
  row: AnnotationRow | undefined;
}

/**
 * Holds what was acknowledged against what the database has.
 *
 * @param rows all annotations
 * @returns counts that are all to be 0
 */
export function checkBook(book: Book, rows: AnnotationRow[]) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const standing = rows.filter(({ isUndone }) => !isUndone);
  const hands = standing.map(({ personId, recordId }) => `${personId} ${recordId}`);
  const found = book.answers.map((line) => ({ line, row: byId.get(line.id) }));
  const isLost = ({ line, row }: Found) => !row || (line.isUndone === false && row.isUndone);
  const isChanged = ({ line, row }: Found) =>
    row &&
    (!isDeepStrictEqual(row.answer, line.answer) || row.recordId !== line.recordId || row.personId !== line.personId);
  return {
    lost: found.filter(isLost).length,
    doubled: hands.length - new Set(hands).size,
    changed: found.filter(isChanged).length,
    undoneStands: found.filter(({ line, row }) => line.isUndone === true && row && !row.isUndone).length,
  };
}

/** What must hold in the rows whatever died when; each is to be 0. */
export const INVARIANTS = {
  labelsWithoutAnswer: `SELECT count(*)::int AS n FROM label l JOIN record r ON r.id = l.record_id
    WHERE r.split = 'pool' AND NOT EXISTS (SELECT 1 FROM annotation a WHERE a.id = l.annotation_id AND a.undone_at IS NULL)`,
  answersWithoutLabel: `SELECT count(*)::int AS n FROM record r WHERE NOT EXISTS (SELECT 1 FROM label l WHERE l.record_id = r.id)
    AND EXISTS (SELECT 1 FROM annotation a WHERE a.record_id = r.id AND a.undone_at IS NULL AND a.outcome = 'label')`,
  wrongMarks: `SELECT count(*)::int AS n FROM record r LEFT JOIN label l ON l.record_id = r.id
    WHERE r.has_label <> (l.record_id IS NOT NULL)`,
  wrongCounts: `SELECT abs((SELECT coalesce(sum(labelled), 0) FROM project_count)
    - (SELECT count(*) FROM record WHERE split = 'pool' AND has_label))::int AS n`,
  leasesOfOwnAnswers: `SELECT count(*)::int AS n FROM lease l JOIN annotation a ON a.record_id = l.record_id
    AND a.annotator_id = l.annotator_id AND a.undone_at IS NULL`,
};
