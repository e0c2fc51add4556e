import type { Method, MethodChoice, OptionField } from '@querent/contracts';
import { readText, textOf } from './option-text';

type Options = MethodChoice['options'];

/** Stands in a form for a method that is left to what the records suggest. */
export const SUGGESTED = 'suggested';

/**
 * The method that a form chose with its options; null where it is left to the records.
 *
 * @param before what the form was filled with
 * @throws what is wrong with an option, in a sentence
 */
export function readChoice<Before extends MethodChoice | null>(
  form: FormData,
  name: string,
  offered: Method[],
  before: Before,
): MethodChoice | Extract<Before, null> {
  const id = String(form.get(name));
  // The form offers it only where nothing may be chosen.
  if (id === SUGGESTED) return null as Extract<Before, null>;
  const fields = offered.find((method) => method.id === id)?.options ?? [];
  return { id, options: readOptions(form, name, fields, id === before?.id ? before.options : {}) };
}

/** The name of an option's field in the form. */
export const fieldName = (method: string, option: string) => `${method}.${option}`;

/** What an option is: as it was chosen, else as the method has it. */
export const currentOf = ({ name, default: preset }: OptionField, chosen: Options): unknown =>
  Object.hasOwn(chosen, name) ? chosen[name] : preset;

/**
 * The options as a form has them. What nobody touched, or the form does not show, stays as it was; what was set to its default is left
 * to it.
 *
 * @param before the options that the form was filled with
 * @throws what is wrong with an option, in a sentence
 */
export function readOptions(form: FormData, method: string, fields: OptionField[], before: Options): Options {
  const options = { ...before };
  for (const field of fields) {
    const text = typedIn(form, fieldName(method, field.name), field);
    if (text === null || text === textOf(field, currentOf(field, before))) continue;
    const reading = readText(field, text);
    if (reading.problem !== null) throw new Error(`${field.name}: ${reading.problem}`);
    if (JSON.stringify(reading.value) === JSON.stringify(field.default)) delete options[field.name];
    else options[field.name] = reading.value;
  }
  return options;
}

/** A switch that is off is not in a form at all, and neither is an option that is not shown. */
function typedIn(form: FormData, name: string, { kind }: OptionField): string | null {
  const text = form.get(name);
  if (kind === 'switch') return text === null ? '' : 'on';
  return text === null ? null : String(text);
}
