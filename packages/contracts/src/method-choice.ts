import { z } from 'zod';

/** A method of the core's registries with its options; the options are checked by the method's own schema. */
export const MethodChoice = z.strictObject({
  id: z.string().max(100),
  options: z.record(z.string(), z.unknown()).default({}),
});
export type MethodChoice = z.infer<typeof MethodChoice>;
