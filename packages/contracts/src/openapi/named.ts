import type { z } from 'zod';
import * as annotations from '../annotations.js';
import * as classes from '../classes.js';
import * as columns from '../columns.js';
import * as encodings from '../encodings.js';
import * as errors from '../errors.js';
import * as events from '../events.js';
import * as exported from '../exports.js';
import * as figures from '../figures.js';
import * as given from '../given-records.js';
import * as imports from '../imports.js';
import * as keys from '../keys.js';
import * as labelStudio from '../label-studio.js';
import * as methodChoices from '../method-choice.js';
import * as modelExports from '../model-exports.js';
import * as models from '../models.js';
import * as outside from '../outside.js';
import * as people from '../people.js';
import * as predictions from '../predictions.js';
import * as projects from '../projects.js';
import * as records from '../records/index.js';
import * as rounds from '../rounds.js';
import * as samples from '../samples.js';
import * as services from '../services.js';
import * as surveys from '../surveys.js';
import * as tasks from '../tasks/index.js';
import * as training from '../training.js';
import * as trials from '../trials.js';
import * as uploads from '../uploads.js';

const MODULES = [
  ...[annotations, classes, columns, encodings, errors, events, exported, figures, given, imports, keys, models],
  ...[
    labelStudio,
    outside,
    people,
    predictions,
    projects,
    records,
    rounds,
    samples,
    services,
    surveys,
    tasks,
    training,
    trials,
    uploads,
    modelExports,
    methodChoices,
  ],
];

const isSchema = (value: unknown): value is z.ZodType => typeof value === 'object' && value !== null && '_zod' in value;

/** Schemas of the contract by the names that the document, and clients made of it, call them. */
export const NAMED: ReadonlyMap<z.ZodType, string> = new Map(
  MODULES.flatMap((module) => Object.entries(module as Record<string, unknown>)).flatMap(([name, value]) =>
    isSchema(value) && /^[A-Z]/.test(name) ? [[value, name] as const] : [],
  ),
);
