import { z } from 'zod';
import { CoreError } from './errors.js';

/** Options of a method, from what a caller sent; defaults fill what is missing. @throws invalid_options */
export function parseOptions<Options extends z.ZodType>(
  method: { title: string; options: Options },
  unverified: unknown,
): z.infer<Options> {
  const options = method.options.safeParse(unverified);
  if (!options.success) throw new CoreError('invalid_options', `${method.title}: ${z.prettifyError(options.error)}`);
  return options.data;
}
