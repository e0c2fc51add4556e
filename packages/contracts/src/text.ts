import { z } from 'zod';

/** Control characters, ends of lines and paragraphs, and what turns the writing direction of the text around it. */
const NO_CONTROLS = /^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u;
/** Something that leaves a mark: not only characters that are empty, such as those that join or fill. */
export const VISIBLE = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * A line of text that people give and others read, such as a name.
 *
 * @param most characters
 * @param wanted what to say where nothing is to be seen
 */
export const shortText = (most: number, wanted: string) =>
  z
    .string()
    .trim()
    .min(1, { error: wanted, abort: true })
    .max(most, `Use at most ${most} characters`)
    .regex(NO_CONTROLS, 'Leave out control characters, and those that turn the writing direction')
    .regex(VISIBLE, wanted);
