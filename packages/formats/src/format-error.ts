/** Why something does not come in. A person reads the sentence beside it; programs tell these apart. */
export const REASONS = [
  'ambiguous_column',
  'archive_bomb',
  'bad_encoding',
  'bad_json',
  'bad_options',
  'bad_value',
  'duplicate_entry',
  'duplicate_header',
  'empty_file',
  'encrypted',
  'image_missing',
  'link_in_archive',
  'missing_content',
  'missing_id',
  'missing_number',
  'not_a_list_of_objects',
  'not_a_number',
  'not_a_picture',
  'not_an_object',
  'not_this_format',
  'path_escape',
  'pickled_objects',
  'rows_differ',
  'stray_quote',
  'text_is_not_text',
  'too_deep',
  'too_few_cells',
  'too_large',
  'too_many_cells',
  'truncated',
  'unclosed_quote',
  'unknown_column',
  'unknown_split',
  'unstorable_character',
] as const;
export type Reason = (typeof REASONS)[number];

/** One record that cannot be read; thrown out of a reader, nothing of the file can. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
  readonly code: Reason;

  /** @param detail what is wrong, and what to do about it, for the person who imports */
  constructor(code: Reason, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}
