import { ConnectStudio, StudioLink } from '../label-studio.js';
import { Done, ProjectParams, type RouteEntry } from './route-entry.js';

export const labelStudioRoutes = {
  'GET /projects/{projectId}/label-studio': {
    access: 'read',
    params: ProjectParams,
    summary: 'How the project is connected with Label Studio: the address to enter there, and how it goes',
    response: StudioLink,
    errors: ['project_not_found', 'forbidden', 'studio_not_linked'],
  },
  'PUT /projects/{projectId}/label-studio': {
    access: 'manage',
    params: ProjectParams,
    summary:
      'Connect the project with one of Label Studio, or change that: its tasks become records, its answers train here, and it asks here for predictions. Addresses of the own network are for admins',
    body: ConnectStudio,
    response: StudioLink,
    errors: ['project_not_found', 'forbidden', 'studio_unsuitable', 'url_refused'],
  },
  'DELETE /projects/{projectId}/label-studio': {
    access: 'manage',
    params: ProjectParams,
    summary: 'End the connection with Label Studio. Records and answers stay',
    response: Done,
    errors: ['project_not_found', 'forbidden', 'studio_not_linked'],
  },
} as const satisfies Record<string, RouteEntry>;
