import type { ColumnRole } from '@querent/contracts';
import { z } from 'zod';
import { rejectionOf } from './attempt.js';
import { sourceOf } from './folders/source-of.js';
import { FormatError } from './format-error.js';
import { type Imported, isRecord, type Noticed } from './imported.js';
import type { FileInput, FolderInput, Input } from './input.js';
import { watch } from './watch.js';

/** A column as a person sees it before importing. */
export interface LookColumn {
  name: string;
  role: ColumnRole;
  examples: unknown[];
}

/** What a look at the first records tells: nothing is stored yet. */
export interface Look {
  columns: LookColumn[];
  /** The first records, a value a column. */
  rows: unknown[][];
  /** Options for `read`, as found and proposed; a person may change them. */
  options: Record<string, unknown>;
  notices: Noticed[];
}

interface Described {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Where the format is laid down. */
  readonly source: string;
  readonly extensions: readonly string[];
  readonly mediaTypes: readonly string[];
}

export interface Importer extends Described {
  readonly takes: Input['kind'];
  readonly options: z.ZodObject;
  /** How sure the content makes it, in [0, 1]. @param head the first bytes; @param name of the file */
  detect(head: Uint8Array, name: string): number;
  /** The first records, and what their columns seem to be. @throws FormatError */
  look(input: Input, unverifiedOptions?: unknown, signal?: AbortSignal): Promise<Look>;
  /**
   * Every record in the order of the file; where it breaks off, the last is what is rejected: the rest.
   *
   * @throws FormatError where nothing of it can be read; bad_options
   */
  read(input: Input, unverifiedOptions?: unknown, signal?: AbortSignal): AsyncIterable<Imported>;
}

interface Inputs {
  file: FileInput;
  folder: FolderInput;
}

interface Definition<Options extends z.ZodObject, Takes extends Input['kind']> extends Described {
  readonly takes: Takes;
  readonly options: Options;
  detect(head: Uint8Array, name: string): number;
  look(input: Inputs[Takes], options: z.infer<Options>): Promise<Look>;
  read(input: Inputs[Takes], options: z.infer<Options>): AsyncIterable<Imported>;
}

/**
 * An importer whose options are checked before it sees them, whose input is of the kind that it takes, who need not
 * look at the signal, and whose source is closed however it ends.
 */
export function defineImporter<Options extends z.ZodObject, Takes extends Input['kind']>(
  definition: Definition<Options, Takes>,
): Importer {
  const { takes, title, options } = definition;
  const isTaken = (input: Input): input is Inputs[Takes] => input.kind === takes;
  const check = (input: Input, unverifiedOptions: unknown = {}) => {
    if (!isTaken(input)) throw new FormatError('not_this_format', `${title} is read from a ${takes}.`);
    const { data, error } = options.safeParse(unverifiedOptions);
    if (error) throw new FormatError('bad_options', z.prettifyError(error));
    return [input, data] as const;
  };
  return {
    ...definition,
    async look(input, unverifiedOptions, signal) {
      const watched = watch(await sourceOf(definition, input), signal);
      try {
        return await definition.look(...check(watched.input, unverifiedOptions));
      } finally {
        await watched.close();
      }
    },
    async *read(input, unverifiedOptions, signal) {
      const watched = watch(await sourceOf(definition, input), signal);
      let hasRecords = false;
      try {
        for await (const item of definition.read(...check(watched.input, unverifiedOptions))) {
          signal?.throwIfAborted();
          hasRecords ||= isRecord(item);
          yield item;
        }
      } catch (error) {
        if (!hasRecords) throw error;
        yield rejectionOf('the rest of the file', error);
      } finally {
        await watched.close();
      }
    },
  };
}
