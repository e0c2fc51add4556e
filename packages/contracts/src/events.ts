import { z } from 'zod';
import { Import, ProjectCounts } from './projects.js';
import { Round } from './rounds.js';

/** What the server-sent events of a project carry: its whole moving state, so that a missed event is never missed for long. */
export const ProjectEvent = z.object({
  counts: ProjectCounts,
  import: Import.nullable(),
  openRound: Round.nullable(),
  workingRound: Round.nullable().describe('The round in training or scoring, or the failed one that waits'),
});
export type ProjectEvent = z.infer<typeof ProjectEvent>;
