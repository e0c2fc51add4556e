import { SurveyUpload } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { setUpUploads } from '../imports/uploading.contract.js';
import { surveyUpload } from '../index.js';

const { eve, make, run, start, upload } = setUpUploads();

const survey = async (projectId: string, name: string, content: string, wishes: object = {}) => {
  const uploadId = await upload(name, content);
  const found = await surveyUpload(eve(), { ...SurveyUpload.parse({ projectId, ...wishes }), uploadId });
  const roles = Object.fromEntries(found.columns.map(({ name: column, role }) => [column, role]));
  return { ...found, uploadId, roles };
};
const lines = (heading: string, count: number, line: (n: number) => string) =>
  [heading, ...Array.from({ length: count }, (_, n) => line(n))].join('\n');

/** By a person, who has called columns what nobody would guess. */
async function projectOfTexts() {
  const content = lines(
    'ref,subject,remark,mood',
    12,
    (n) => `r${n},Subject ${n},Some words on ${n},${n % 2 ? 'a' : 'b'}`,
  );
  const options = { columns: { ref: 'id', subject: 'text', remark: 'metadata', mood: 'label' }, labelSeparator: '' };
  const { id } = await make(await upload('first.csv', content), { options });
  await run(id);
  return id;
}

describe('records that are added', () => {
  it('are read as the columns of the same names were before, which is said', async () => {
    const projectId = await projectOfTexts();
    const content = lines(
      'mood,remark,ref,subject',
      9,
      (n) => `a,A longer remark of many words on it ${n},s${n},New ${n}`,
    );
    const { roles, readAs, inProject, options } = await survey(projectId, 'second.csv', content);
    expect(roles).toEqual({ ref: 'id', subject: 'text', remark: 'metadata', mood: 'label' });
    expect(readAs).toEqual({ name: 'first.csv', createdAt: expect.stringMatching(/^\d{4}-/) });
    expect(inProject).toMatchObject({ fresh: 9, known: 0, refused: 0 });
    // The import does what was said.
    await start(projectId, await upload('second.csv', content), { options });
    expect(await run(projectId)).toMatchObject({ added: 9, known: 0, rejectedCount: 0 });
  });

  it('have columns that are new as they seem to be, unless another one is that already', async () => {
    const projectId = await projectOfTexts();
    const content = lines(
      'id,subject,text,label,year',
      9,
      (n) => `i${n},New ${n},Some longer text of words ${n},x,${2000 + n}`,
    );
    const { roles, readAs } = await survey(projectId, 'other.csv', content);
    expect(roles).toEqual({ id: 'id', subject: 'text', text: 'metadata', label: 'label', year: 'number' });
    expect(readAs).toMatchObject({ name: 'first.csv' });
  });

  it('are guessed anew where no column has such a name, or somebody says otherwise', async () => {
    const projectId = await projectOfTexts();
    const others = await survey(
      projectId,
      'others.csv',
      lines('text,label', 9, (n) => `Words of a text ${n},a`),
    );
    expect(others).toMatchObject({ readAs: null, roles: { text: 'text', label: 'label' } });
    const columns = { subject: 'text', mood: 'ignore' };
    const told = await survey(
      projectId,
      'told.csv',
      lines('subject,mood', 9, (n) => `New ${n},a`),
      {
        options: { columns },
      },
    );
    expect(told).toMatchObject({ readAs: null, roles: columns });
  });

  it('of rows keep beside them what the rows before have not', async () => {
    const project = { recordKind: 'row' };
    const options = { columns: { size: 'number', colour: 'category', kind: 'label' } };
    const content = lines('size,colour,kind', 12, (n) => `${n},${n % 3 ? 'red' : 'blue'},${n % 2 ? 'a' : 'b'}`);
    const { id: projectId } = await make(await upload('rows.csv', content), { project, options });
    await run(projectId);
    const more = lines('size,colour,weight,kind', 9, (n) => `${100 + n},red,${n},a`);
    const found = await survey(projectId, 'more.csv', more);
    expect(found.roles).toEqual({ size: 'number', colour: 'category', weight: 'metadata', kind: 'label' });
    expect(found.inProject).toMatchObject({ fresh: 9, known: 0, refused: 0 });
  });
});

it('what is promised of labels that name no class is what happens', async () => {
  const projectId = await projectOfTexts();
  const content = lines('ref,subject,mood', 30, (n) => `t${n},Text ${n},${n < 28 ? 'new' : 'a'}`);
  const { inProject, refused, options } = await survey(projectId, 'more.csv', content);
  expect(inProject).toMatchObject({ fresh: 2, known: 0, refused: 28 });
  expect(refused[0]).toEqual({ place: 'line 2', reason: expect.stringMatching(/There is no class "new"/) });
  const wider = await survey(projectId, 'more.csv', content, { newClasses: true });
  expect(wider.inProject).toMatchObject({ fresh: 30, known: 0, refused: 0 });
  await start(projectId, await upload('more.csv', content), { options });
  expect(await run(projectId)).toMatchObject({ added: 2, known: 0, rejectedCount: 28 });
});
