import type { z } from 'zod';

/** How a model's certainty is set right after it has learned, by labels that it has not seen. */
export interface Calibration<Options extends z.ZodType = z.ZodType> {
  id: string;
  title: string;
  description: string;
  when: string;
  source: string;
  options: Options;
  /** Parts that the labels are cut into: for each, a model of the others is asked. 0 where nothing is set right. */
  foldsOf(options: z.infer<Options>): number;
}

/** Gives `foldsOf` the type of the options from the method's own schema. */
export const defineCalibration = <Options extends z.ZodType>(calibration: Calibration<Options>): Calibration =>
  calibration as unknown as Calibration; // forgets the options, which only its own schema produces
