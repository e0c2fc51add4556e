import { describe, expect, it } from 'vitest';
import { parcelOf, parcelOfText } from './parcel';

const at = (path: string, text = 'x', lastModified = 1) => ({ path, file: new File([text], path, { lastModified }) });

describe('what is brought', () => {
  it('as one file is sent as it is', () => {
    const parcel = parcelOf([at('news.csv', 'a,b')]);
    expect([parcel?.name, parcel?.bytes, parcel?.open()]).toEqual(['news.csv', 3, null]);
  });

  it('as a folder is a ZIP by its name, without what systems leave behind', () => {
    const parcel = parcelOf([at('/pets/cat/1.jpg'), at('./pets/.DS_Store'), at('/pets/dog/2.jpg')]);
    expect(parcel?.name).toBe('pets.zip');
    expect(parcel?.open()?.size).toBe(parcel?.bytes);
  });

  it('is known again in whatever order it comes, until a file of it changes', () => {
    const fingerprint = (...files: ReturnType<typeof at>[]) => parcelOf(files)?.fingerprint;
    expect(fingerprint(at('a'), at('b'))).toBe(fingerprint(at('b'), at('a')));
    expect(fingerprint(at('a'), at('b', 'x', 2))).not.toBe(fingerprint(at('a'), at('b')));
    expect(parcelOf([at('a.csv'), at('b.npy')])?.name).toBe('files.zip');
  });

  it('may be nothing', () => expect(parcelOf([at('pets/Thumbs.db')])).toBeNull());
});

describe('what is pasted', () => {
  it.each([
    ['text\tlabel\na\tb', 'pasted.tsv'],
    ['text,label\na,b', 'pasted.csv'],
    ['{"text": "a"}\n{"text": "b"}', 'pasted.jsonl'],
    ['[{"text": "a"}]', 'pasted.json'],
  ])('%j is %s', (text, name) => expect(parcelOfText(text)?.name).toBe(name));

  it('may be nothing but blanks', () => expect(parcelOfText(' \n\t')).toBeNull());
});
