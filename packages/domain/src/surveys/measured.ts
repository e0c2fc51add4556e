import { type FileInput, type Input, isRejected } from '@querent/formats';

interface Measured {
  input: Input;
  /** Bytes that were read so far, and those that the files have which were opened. */
  readBytes(): number;
  openedBytes(): number;
  /** Files of a folder that were listed. */
  listedFiles(): number;
}

/** The same input, of which one knows how much has been read. */
export function measured(input: Input): Measured {
  let [read, opened, listed] = [0, 0, 0];
  const measure = (file: FileInput): FileInput => ({
    ...file,
    async *open(range) {
      opened += range ? range.end - range.start : (file.size ?? 0);
      for await (const chunk of file.open(range)) {
        read += chunk.length;
        yield chunk;
      }
    },
  });
  return {
    input:
      input.kind === 'file'
        ? measure(input)
        : {
            ...input,
            async *list() {
              for await (const file of input.list()) {
                listed++;
                yield isRejected(file) ? file : measure(file);
              }
            },
          },
    readBytes: () => read,
    openedBytes: () => opened,
    listedFiles: () => listed,
  };
}
