import { z } from 'zod';
import type { Role } from './columns/role.js';
import { FormatError } from './format-error.js';
import type { Imported, Noticed } from './imported.js';
import type { FileInput, FolderInput, Input } from './input.js';

/** A column as a person sees it before importing. */
export interface LookColumn {
  name: string;
  role: Role;
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
  /** Every record in the order of the file. @throws FormatError where nothing of it can be read; bad_options */
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
  look(input: Inputs[Takes], options: z.infer<Options>, signal?: AbortSignal): Promise<Look>;
  read(input: Inputs[Takes], options: z.infer<Options>, signal?: AbortSignal): AsyncIterable<Imported>;
}

/** An importer whose options are checked before it sees them, and whose input is of the kind that it takes. */
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
    look: async (input, unverifiedOptions, signal) => definition.look(...check(input, unverifiedOptions), signal),
    read: (input, unverifiedOptions, signal) => definition.read(...check(input, unverifiedOptions), signal),
  };
}
