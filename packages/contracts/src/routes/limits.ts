import { Limits, UpdateLimits } from '../uploads.js';
import type { RouteEntry } from './route-entry.js';

export const limitRoutes = {
  'GET /limits': {
    access: 'read',
    summary: 'How large files and projects may become here',
    response: Limits,
    errors: ['forbidden'],
  },
  'PATCH /limits': {
    access: 'manage',
    summary: 'Change how large files and projects may become; what is there already stays',
    body: UpdateLimits,
    response: Limits,
    errors: ['forbidden'],
  },
} as const satisfies Record<string, RouteEntry>;
