import type { MethodChoice, OptionField } from '@querent/contracts';

/** The name of an option's field in the form. */
export const fieldName = (method: string, option: string) => `${method}.${option}`;

/** The options as a form has them; those that stand at their default are left to it. */
export function readOptions(form: FormData, method: string, fields: OptionField[]): MethodChoice['options'] {
  const options: MethodChoice['options'] = {};
  for (const field of fields) {
    const text = form.get(fieldName(method, field.name));
    const value = parsed(field, text === null ? null : String(text).trim());
    if (value !== field.default) options[field.name] = value;
  }
  return options;
}

/** A switch that is off is not in a form at all. */
function parsed(field: OptionField, text: string | null): unknown {
  if (field.kind === 'switch') return text !== null;
  if (text === null) return field.default;
  if (field.kind === 'choice') return text;
  if (text === field.word) return text === '' ? null : text;
  return text === '' ? field.default : Number(text.replace(',', '.'));
}
