import { FormatError } from './format-error.js';

interface Stranger {
  /** One of these stands at `at`, or at the beginning; text is as it is in Latin-1. */
  magic?: readonly string[];
  at?: number;
  begins?: RegExp;
  called?: RegExp;
  says: string;
}

const SAVE_AS_CSV = 'Save it as CSV and bring that';
const ONE_PICTURE =
  'This is one picture. Pack all pictures into a ZIP, those of a class in a folder of its name, and bring that.';
const ZIP = ['PK'];

/** Files that many have and that are read by no importer, with what to do instead; the first that fits counts. */
const STRANGERS: Stranger[] = [
  { magic: ['PAR1'], says: `This is a Parquet file. ${SAVE_AS_CSV}: pandas.read_parquet(…).to_csv("records.csv").` },
  {
    magic: ['ARROW1', 'FEA1'],
    says: `This is an Arrow file. ${SAVE_AS_CSV}: pandas.read_feather(…).to_csv("records.csv").`,
  },
  { magic: ['\xd0\xcf\x11\xe0'], says: `This is a file of an older Excel or Word. ${SAVE_AS_CSV}.` },
  {
    magic: ZIP,
    called: /\.(xlsx|xlsm|ods)$/i,
    says: `This is a spreadsheet. ${SAVE_AS_CSV}: File, Save as, CSV UTF-8.`,
  },
  {
    magic: ZIP,
    called: /\.(docx|pptx|odt|epub)$/i,
    says: 'This is a document. Put its texts into a table, one to a row, and save that as CSV.',
  },
  {
    magic: ZIP,
    called: /\.npz$/i,
    says: 'This is an archive of several arrays. Save the vectors alone, numpy.save("vectors.npy", archive["X"]), and bring that; with a CSV of ids and labels beside it in a ZIP.',
  },
  {
    magic: ZIP,
    called: /\.(pt|pth|ckpt)$/i,
    says: 'This is a file of PyTorch, and opening it would run what is in it. Save its numbers as numpy.save("vectors.npy", tensor.numpy()).',
  },
  {
    magic: ['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'],
    says: 'This is a pickle of Python, and opening it would run what is in it. Save its table as CSV, or its vectors by numpy.save.',
  },
  { magic: ['\x1f\x8b'], says: 'This is packed by gzip. Unpack it and bring what is in it, or pack it as ZIP.' },
  {
    magic: ['7z\xbc\xaf', 'Rar!', '\xfd7zXZ', 'BZh', '\x28\xb5\x2f\xfd'],
    says: 'This is an archive that is not read here. Unpack it, and pack its files as ZIP.',
  },
  { magic: ['ustar'], at: 257, says: 'This is a TAR archive. Pack its files as ZIP.' },
  { magic: ['%PDF'], says: 'This is a PDF. Put its texts into a table, one to a row, and save that as CSV.' },
  { magic: ['\x89HDF'], says: 'This is an HDF5 file. Save its vectors by numpy.save, or its table as CSV.' },
  {
    magic: ['SQLite format 3'],
    says: 'This is a database of SQLite. Export the table that has the records as CSV.',
  },
  { magic: ['MATLAB'], says: 'This is a file of MATLAB. Save its table as CSV: writetable(…, "records.csv").' },
  { magic: ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'II*\0', 'MM\0*'], says: ONE_PICTURE },
  { magic: ['WEBP'], at: 8, says: ONE_PICTURE },
  { magic: ['ftypavif', 'ftypheic', 'ftypmif1'], at: 4, says: ONE_PICTURE },
  { magic: ['\0\0\0\0'], at: 6, begins: /^BM/, says: ONE_PICTURE },
  {
    begins: /^(\xef\xbb\xbf)?\s*<(\?xml|!doctype|[a-z][\w:-]*[\s>])/i,
    says: 'This is XML or HTML. Put its texts into a table, one to a row, and save that as CSV.',
  },
];

/** @param head the first bytes @throws not_this_format for files of a kind that is known and not read */
export function refuseByName(head: Uint8Array, name: string): void {
  const text = Buffer.from(head.subarray(0, 512)).toString('latin1');
  const stranger = STRANGERS.find(
    ({ magic = [''], at = 0, begins, called }) =>
      magic.some((one) => text.startsWith(one, at)) && (begins?.test(text) ?? true) && (called?.test(name) ?? true),
  );
  if (stranger) throw new FormatError('not_this_format', stranger.says);
}
