import type { Survey } from '@querent/contracts';
import { EXAMPLES } from '@querent/contracts/openapi';
import { expect, it } from 'vitest';
import { surveyInWords } from './survey-words.js';

const survey = EXAMPLES['POST /uploads/{uploadId}/survey'].response;

it('more records for measuring than can be kept are told with the number that can', () => {
  const few: Survey = { ...survey, holdout: { records: 9, most: 30, reason: '9 records.' } };
  expect(surveyInWords(few, 30)).toContain('Kept for measuring: 30 records');
  expect(surveyInWords(few, 500)).toContain('Kept for measuring: at most 30 records, and not 500 as was asked for');
  const none: Survey = { ...survey, holdout: { records: 0, most: 0, reason: 'No labels are given.' } };
  expect(surveyInWords(none, 5)).toContain(
    'Kept for measuring: none, and not 5 as was asked for. No labels are given.',
  );
});

it('a column is not told its role twice', () => {
  const text = { name: 'what', role: 'text' as const, examples: [], note: 'text, 6 to 67 characters' };
  const beside = { ...text, role: 'metadata' as const, note: 'kept beside the record' };
  const said = surveyInWords({ ...survey, columns: [...survey.columns, text, beside] });
  expect(said).toContain('  section: label, 2 classes\n  what: text, 6 to 67 characters\n');
  expect(said).toContain('  what: metadata, kept beside the record\n');
});

it('why no record can be added is left to the problems', () => {
  const refused = [{ place: 'line 2', reason: '"dear" is no number.' }];
  const counts = { ...survey.counts, records: 0, refused: 1 };
  const found: Survey = {
    ...survey,
    refused,
    counts,
    notices: ['Left out: line 2.'],
    problems: ['No record can be added.'],
  };
  expect(surveyInWords(found)).not.toMatch(/dear|Left out|can be added/);
  expect(surveyInWords({ ...found, problems: [] })).toMatch(/dear.*\nNote: Left out/);
});
