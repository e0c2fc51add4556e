import { ChangeColumns } from '../encodings.js';
import { ProjectEvent } from '../events.js';
import { Import, StartImport } from '../imports.js';
import { PageQuery, pageOf } from '../page.js';
import { CreateProject, CreateSampleProject, Project, UpdateProject } from '../projects.js';
import { Done, ProjectParams, type RouteEntry } from './route-entry.js';

export const projectRoutes = {
  'GET /projects': {
    access: 'read',
    summary: 'The projects you can see, newest first',
    query: PageQuery,
    response: pageOf(Project),
    errors: [],
  },
  'POST /projects/sample': {
    access: 'manage',
    summary: 'Make a project to try Querent with; its records are imported in the background',
    body: CreateSampleProject,
    response: Project,
    errors: ['forbidden'],
  },
  'GET /projects/{projectId}': {
    access: 'read',
    summary: 'One project',
    params: ProjectParams,
    response: Project,
    errors: ['project_not_found'],
  },
  'PATCH /projects/{projectId}': {
    access: 'manage',
    summary: 'Change name, description or settings; rounds that run keep the settings they started with',
    params: ProjectParams,
    body: UpdateProject,
    response: Project,
    errors: ['project_not_found', 'forbidden', 'method_unsuitable'],
  },
  'DELETE /projects/{projectId}': {
    access: 'manage',
    summary: 'Remove a project with all its records and answers',
    params: ProjectParams,
    response: Done,
    errors: ['project_not_found', 'forbidden'],
  },
  'POST /projects/{projectId}/imports': {
    access: 'manage',
    summary: 'Import an upload into a project, in the background; records that are there already are recognised',
    params: ProjectParams,
    body: StartImport,
    response: Import,
    errors: [
      ...(['project_not_found', 'forbidden', 'import_running'] as const),
      ...(['upload_not_found', 'upload_unfinished', 'file_unreadable'] as const),
    ],
  },
  'POST /projects/{projectId}/import/retry': {
    access: 'manage',
    summary: 'Try a failed import again',
    params: ProjectParams,
    response: Project,
    errors: ['project_not_found', 'forbidden', 'import_not_found', 'import_running'],
  },
  'GET /projects/{projectId}/events': {
    access: 'read',
    summary:
      'Progress of imports and rounds as server-sent events; each `data` is a ProjectEvent. It ends when your rights change',
    params: ProjectParams,
    response: ['text/event-stream'],
    errors: ['project_not_found', 'too_many_streams'],
  },
  'GET /projects/{projectId}/state': {
    access: 'read',
    summary: 'What the next server-sent event would carry',
    params: ProjectParams,
    response: ProjectEvent,
    errors: ['project_not_found'],
  },
  'POST /projects': {
    access: 'manage',
    summary: 'Make a project; its records are those of an upload, or are added after it',
    body: CreateProject,
    response: Project,
    errors: ['forbidden', 'method_unsuitable', 'upload_not_found', 'upload_unfinished', 'file_unreadable'],
  },
  'PATCH /projects/{projectId}/columns': {
    access: 'manage',
    summary: 'Learn from columns of a table as something else: features are made anew in the background',
    params: ProjectParams,
    body: ChangeColumns,
    response: Project,
    errors: ['project_not_found', 'forbidden'],
  },
  'POST /projects/{projectId}/encoding/retry': {
    access: 'manage',
    summary: 'Try again to encode the records, where that has failed',
    params: ProjectParams,
    response: Project,
    errors: ['project_not_found', 'forbidden', 'encoding_not_failed'],
  },
} as const satisfies Record<string, RouteEntry>;
