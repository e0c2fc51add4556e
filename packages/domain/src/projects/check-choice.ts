import type { MethodChoice } from '@querent/contracts';
import type { z } from 'zod';
import { DomainError } from '../errors.js';

/** Refuses a method that does not exist, or options that its own schema refuses. @throws invalid_input */
export function checkChoice(
  what: string,
  methods: { list(): readonly { id: string; title: string; options: z.ZodType }[] },
  choice: MethodChoice | undefined,
): void {
  if (!choice) return;
  const method = methods.list().find(({ id }) => id === choice.id);
  if (!method) {
    const known = methods
      .list()
      .map(({ id }) => id)
      .join(', ');
    throw new DomainError('invalid_input', `There is no ${what} "${choice.id}". Choose one of: ${known}.`);
  }
  const options = method.options.safeParse(choice.options);
  if (options.success) return;
  const issues = options.error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw new DomainError('invalid_input', `Options of ${method.title}: ${issues.join('; ')}.`);
}
