import { z } from 'zod';

/** A process that Querent's supervisor keeps going. */
export const Service = z.object({
  state: z.enum(['running', 'resting', 'stopped']),
  failures: z.int().describe('How often it has ended by itself without running well in between'),
  nextTryAt: z.iso.datetime().nullable().describe('When one that rests is started again'),
});
export type Service = z.infer<typeof Service>;

/** Whether training goes on and answers can be kept, as far as the supervisor tells. */
export const Services = z.object({
  worker: Service.nullable().describe('Null where the worker is started by other means than `npm start`'),
  isDiskFull: z.boolean(),
});
export type Services = z.infer<typeof Services>;
