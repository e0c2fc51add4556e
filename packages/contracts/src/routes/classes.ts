import { z } from 'zod';
import { Class, NewClass, UpdateClass } from '../classes.js';
import { ProjectParams, type RouteEntry } from './route-entry.js';

const ClassParams = z.object({ classId: z.string() });
/** All classes of the project, as they are then. */
const response = z.array(Class);

export const classRoutes = {
  'POST /projects/{projectId}/classes': {
    access: 'manage',
    summary: 'Add a class',
    params: ProjectParams,
    body: NewClass,
    response,
    errors: ['project_not_found', 'forbidden', 'class_taken'],
  },
  'PATCH /classes/{classId}': {
    access: 'manage',
    summary: 'Rename, describe, colour or move a class; its answers stay',
    params: ClassParams,
    body: UpdateClass,
    response,
    errors: ['class_not_found', 'forbidden', 'class_taken'],
  },
  'POST /classes/{classId}/merge': {
    access: 'manage',
    summary: 'Count the answers of a class for another one',
    params: ClassParams,
    body: z.strictObject({ intoId: z.string() }),
    response,
    errors: ['class_not_found', 'forbidden'],
  },
  'POST /classes/{classId}/archive': {
    access: 'manage',
    summary:
      'Use a class no more. Its answers stay in the history: their records are asked again, or left out of training',
    params: ClassParams,
    body: z.strictObject({ answers: z.enum(['ask-again', 'leave-out']) }),
    response,
    errors: ['class_not_found', 'forbidden'],
  },
  'POST /classes/{classId}/restore': {
    access: 'manage',
    summary: 'Use a class again that was merged or archived',
    params: ClassParams,
    response,
    errors: ['class_not_found', 'forbidden'],
  },
} as const satisfies Record<string, RouteEntry>;
