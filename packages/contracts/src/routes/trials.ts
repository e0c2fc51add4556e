import { z } from 'zod';
import { StartTrial, Trial } from '../trials.js';
import { ProjectParams, type RouteEntry } from './route-entry.js';

const TrialParams = z.object({ trialId: z.string() });

export const trialRoutes = {
  'GET /projects/{projectId}/trials': {
    access: 'read',
    summary: 'The latest trials of settings, newest first',
    params: ProjectParams,
    response: z.object({ items: z.array(Trial) }),
    errors: ['project_not_found', 'forbidden'],
  },
  'POST /projects/{projectId}/trials': {
    access: 'manage',
    summary: 'Try settings on what is labelled, beside those in use: cross-validated figures, and what would be asked',
    params: ProjectParams,
    body: StartTrial,
    response: Trial,
    errors: [
      ...(['project_not_found', 'forbidden', 'method_unsuitable'] as const),
      ...(['encoding_running', 'trial_running', 'trial_impossible'] as const),
    ],
  },
  'POST /trials/{trialId}/cancel': {
    access: 'manage',
    summary: 'Stop a trial that waits or computes',
    params: TrialParams,
    response: Trial,
    errors: ['trial_not_found', 'forbidden', 'trial_not_running'],
  },
} as const satisfies Record<string, RouteEntry>;
