import { expect, it } from 'vitest';
import { endingOf, fileNames } from './file-names.js';

it('files of one name in several folders, or of names that differ by case or by their ending, stay apart', () => {
  const nameFor = fileNames();
  const names = ['set_1/image_1.png', 'set_2/image_1.png', 'set_2/image_1.jpg', 'set_2/IMAGE_1.png'];
  const paths = names.map((name) => nameFor('cat', name, '.png'));
  expect(paths).toEqual([
    'cat/set_1_image_1.png',
    'cat/set_2_image_1.png',
    'cat/set_2_image_1 (2).png',
    'cat/set_2_IMAGE_1 (3).png',
  ]);
});

it('folders stand for one class each, whatever the classes are called', () => {
  const nameFor = fileNames();
  const folders = ['a/b', 'a:b', 'A/B', 'a/b', '../..', '', 'con', '\t'].map((name) => nameFor(name, 'x.png', '.png'));
  expect(folders).toEqual([
    'a_b/x.png',
    'a_b (2)/x.png',
    'A_B (3)/x.png',
    'a_b/x (2).png',
    '_/x.png',
    '_ (2)/x.png',
    '_con/x.png',
    '_ (3)/x.png',
  ]);
});

it.each([
  ['../../etc/passwd', '_.._etc_passwd.png'],
  ['C:\\windows\\nul.png', 'C_windows_nul.png'],
  ['.hidden', 'hidden.png'],
  ['漢字 🚲.JPEG', '漢字 🚲.png'],
  ['x'.repeat(500), `${'x'.repeat(60)}.png`],
  ['gpj.\u202e.exe', 'gpj._.exe.png'],
])('the name %s leads nowhere else', (name, file) => {
  expect(fileNames()('cat', name, '.png')).toBe(`cat/${file}`);
});

it('endings follow from the bytes', () => {
  const of = (start: string) => endingOf(Buffer.from(start, 'latin1'));
  expect([of('\x89PNG'), of('\xff\xd8\xff'), of('GIF89a'), of('RIFF0000WEBP'), of('BM')]).toEqual([
    ...['.png', '.jpg', '.gif', '.webp', '.img'],
  ]);
});
