import { entriesOf } from '../entries.js';
import { annotationRoutes } from '../routes/annotations.js';
import { classRoutes } from '../routes/classes.js';
import type { RouteName } from '../routes/index.js';
import { keyRoutes } from '../routes/keys.js';
import { labelStudioRoutes } from '../routes/label-studio.js';
import { limitRoutes } from '../routes/limits.js';
import { modelRoutes } from '../routes/models.js';
import { peopleRoutes } from '../routes/people.js';
import { predictionRoutes } from '../routes/predictions.js';
import { projectRoutes } from '../routes/projects.js';
import { recordRoutes } from '../routes/records.js';
import { roundRoutes } from '../routes/rounds.js';
import { sessionRoutes } from '../routes/session.js';
import { surveyRoutes } from '../routes/surveys.js';
import { trialRoutes } from '../routes/trials.js';
import { uploadRoutes } from '../routes/uploads.js';

/** Groups of routes, in the order in which somebody new needs them. */
const GROUPS = [
  { name: 'Projects', description: 'Make projects, set them, follow them.', routes: projectRoutes },
  {
    name: 'Files',
    description: 'Bring files by tus, and look at them first.',
    routes: { ...uploadRoutes, ...surveyRoutes },
  },
  { name: 'Records', description: 'Add records, take them out again.', routes: recordRoutes },
  { name: 'Classes', description: 'Change what answers can name.', routes: classRoutes },
  { name: 'Labelling', description: 'Take cards, answer them.', routes: annotationRoutes },
  { name: 'Rounds', description: 'Train, and see what comes of it.', routes: roundRoutes },
  { name: 'Trials', description: 'Try settings on what is labelled before they are saved.', routes: trialRoutes },
  {
    name: 'Models',
    description: 'Measure models, compare them, choose one, ask it.',
    routes: { ...modelRoutes, ...predictionRoutes },
  },
  { name: 'Label Studio', description: 'Connect a project with one there.', routes: labelStudioRoutes },
  { name: 'People', description: 'Who works here, and in which project.', routes: peopleRoutes },
  { name: 'Keys', description: 'Made and revoked by people who are signed in.', routes: keyRoutes },
  {
    name: 'This installation',
    description: 'Sessions, limits and health.',
    routes: { ...sessionRoutes, ...limitRoutes },
  },
];

export const TAGS = GROUPS.map(({ name, description }) => ({ name, description }));

const tagByRoute = new Map(
  GROUPS.flatMap(({ name, routes }) => entriesOf<string, unknown>(routes).map(([route]) => [route, name] as const)),
);
/** @throws Error for a route of no group */
export function tagOf(route: RouteName): string {
  const tag = tagByRoute.get(route);
  if (tag === undefined) throw new Error(`${route} is in no group of the document`);
  return tag;
}
