import { inWords, type MethodChoice } from '@querent/contracts';
import { z } from 'zod';
import { DomainError } from '../errors.js';
import type { Offer } from './methods-for.js';

/**
 * Refuses a method that does not exist or does not suit the task, options that it does not know, and values that its own schema refuses.
 *
 * @returns the choice as it is to be kept, with the options that were given as the schema reads them
 * @throws invalid_input
 */
export function checkChoice(offer: Offer, choice: MethodChoice): MethodChoice {
  const offered = offer.list();
  const method = offered.find(({ id }) => id === choice.id);
  if (!method) {
    const why = offer.misfitOf(choice.id) ?? `There is no ${offer.what} "${choice.id}".`;
    throw new DomainError('invalid_input', `${why} Choose one of: ${offered.map(({ id }) => id).join(', ')}.`);
  }
  const known = Object.keys(z.toJSONSchema(method.options, { io: 'input' }).properties ?? {});
  const unknown = Object.keys(choice.options).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const hint = known.length > 0 ? `Its options are: ${known.join(', ')}.` : 'It has no options.';
    throw new DomainError('invalid_input', `${method.title} has no option ${unknown.join(', ')}. ${hint}`);
  }
  const options = method.options.safeParse(choice.options, { error: inWords });
  if (options.success) {
    const read = new Map(Object.entries(options.data ?? {}));
    return {
      ...choice,
      options: Object.fromEntries(Object.keys(choice.options).map((name) => [name, read.get(name)])),
    };
  }
  const issues = options.error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw new DomainError('invalid_input', `Options of ${method.title}: ${issues.join('; ')}.`);
}
