import { zipOf } from '@querent/testing/zip-of';
import { expect, it } from 'vitest';
import { setUpSurveys } from './survey.contract.js';

const { of } = setUpSurveys();

it('a file is asked for its encoding only where it is a text in one that is in doubt', async () => {
  // As DOS wrote German, of which no machine of today tells the encoding.
  const text = Buffer.from('text,label\n\x81ber die Br\x81cke,gut\nGr\x81n\x8d,schlecht\n', 'latin1');
  await expect(of('a.csv', text)).rejects.toMatchObject({
    ...{ code: 'encoding_unknown', detail: expect.stringMatching(/Say which it is/) },
  });
  const wrong = { options: { encoding: 'shift_jis' } };
  await expect(of('a.csv', text, wrong)).rejects.toMatchObject({ code: 'encoding_unknown' });
  const found = await of('a.csv', text, { options: { encoding: 'windows-1252' } });
  expect(found.classes.map(({ name }) => name)).toEqual(['gut', 'schlecht']);
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100, 0x8f)]);
  const strangers: [Uint8Array, RegExp][] = [
    [png, /^This is one picture.*ZIP/],
    [Buffer.from('%PDF-1.7\n\xe2\xe3\xcf\xd3', 'latin1'), /^This is a PDF.*CSV/],
    [
      zipOf([
        ['[Content_Types].xml', png],
        ['xl/workbook.xml', png],
      ]),
      /^This is a spreadsheet.*Save as/,
    ],
    [Buffer.alloc(500, '\x02\xff\x01\xfe', 'latin1'), /^a\.csv is no text/],
  ];
  for (const [content, said] of strangers)
    await expect(of('a.csv', content)).rejects.toMatchObject({
      ...{ code: 'file_unreadable', detail: expect.stringMatching(said) },
    });
});
