import { z } from 'zod';
import { Class } from './classes.js';
import { Encoding } from './encodings.js';
import { Import } from './imports.js';
import { ProjectCounts } from './projects.js';
import { Round } from './rounds.js';
import { Training } from './training.js';

export const UntilModel = z.object({
  given: z.int().describe('Labels that were given, changed or taken back since the last model was trained'),
  wanted: z.int().min(1).describe('So many of them begin the next round'),
  isHeldUp: z
    .boolean()
    .describe('A model is due and no label is left that it can learn from: it begins with the first that is given'),
});
export type UntilModel = z.infer<typeof UntilModel>;

/** What the server-sent events of a project carry: its whole moving state, so that a missed event is never missed for long. */
export const ProjectEvent = z.object({
  counts: ProjectCounts,
  import: Import.nullable(),
  encoding: Encoding.nullable(),
  classes: z.array(Class),
  openRound: Round.nullable(),
  workingRound: Round.nullable().describe('The round in training or scoring, or the failed or stopped one that waits'),
  untilModel: UntilModel.nullable().describe(
    'Null where so many labels begin no round: the last one failed or was stopped, training is paused, or the settings say so',
  ),
  training: Training,
});
export type ProjectEvent = z.infer<typeof ProjectEvent>;
