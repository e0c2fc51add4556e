const [FILE, ENTRY, END] = [0x04034b50, 0x02014b50, 0x06054b50];

/** A ZIP that packs nothing: its files as they are. Sums are not checked here, and 0. */
export function zipOf(files: Iterable<readonly [name: string, content: Uint8Array | string]>): Buffer {
  const pieces: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const called = Buffer.from(name);
    const bytes = Buffer.from(content as Uint8Array); // of a text as well
    const sizes = [0, bytes.length, bytes.length];
    const local = words([FILE, 4], [20, 2], [0x800, 2], [0, 2], [0, 4], ...of4(sizes), [called.length, 2], [0, 2]);
    entries.push(
      words(
        ...([[ENTRY, 4], [20, 2], [20, 2], [0x800, 2], [0, 2], [0, 4], ...of4(sizes)] as Word[]),
        ...([
          [called.length, 2],
          [0, 2],
          [0, 2],
          [0, 2],
          [0, 2],
          [0, 4],
          [offset, 4],
        ] as Word[]),
      ),
      called,
    );
    pieces.push(local, called, bytes);
    offset += local.length + called.length + bytes.length;
  }
  const list = Buffer.concat(entries);
  const count = entries.length / 2;
  const end = words([END, 4], [0, 2], [0, 2], [count, 2], [count, 2], [list.length, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...pieces, list, end]);
}

type Word = [value: number, bytes: number];
const of4 = (values: number[]) => values.map((value): Word => [value, 4]);

function words(...given: Word[]): Buffer {
  return Buffer.concat(
    given.map(([value, bytes]) => {
      const word = Buffer.alloc(bytes);
      word.writeUIntLE(value, 0, bytes);
      return word;
    }),
  );
}
