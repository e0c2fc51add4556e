import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { acquisitions } from './acquisitions/index.js';
import { calibrations } from './calibrations/index.js';
import { encoders } from './encoders/index.js';
import { figures } from './evaluation/index.js';
import { likelihoods } from './likelihoods/index.js';
import { networks } from './networks/index.js';
import { LAYER_TYPES } from './networks/layers/index.js';
import { posteriors } from './posteriors/index.js';
import type { Registry } from './registry.js';
import { selections } from './selections/index.js';
import { stoppingRules } from './stopping/index.js';
import { exportedFunctions } from './test-exported.js';

const functions = exportedFunctions();
/** [N, C], [S][N][C], [count, width], […inputShape]; [0, 1] is a range. */
const SHAPE = /\[[A-Za-z…][^\]]*\]/;
/** meanProbsNC, labelsN: letters at the end that say what is counted. */
const SUFFIX = /[a-z][A-Z]{1,4}$/;

describe('every exported function', () => {
  it('is found: as many as the entry points have', () => {
    expect(functions.length).toBeGreaterThan(60);
    expect(functions.map(({ name }) => name)).toEqual(expect.arrayContaining(['evaluate', 'scoreProbs', 'roundSeed']));
  });

  it('says what it computes', () => {
    expect(functions.filter(({ about }) => about.trim().length < 15).map(({ place }) => place)).toEqual([]);
  });

  it('gives the shape of each array of numbers that it takes or returns, in its comment or by the end of the name', () => {
    const silent = functions.flatMap(({ place, about, arrays }) =>
      arrays
        .filter((array) => !SUFFIX.test(array.name) && !SHAPE.test(array.about) && !SHAPE.test(about))
        .map(({ name }) => `${place}, ${name}`),
    );
    expect(silent).toEqual([]);
  });

  it('names the codes of the errors that it, or what it calls in its file, throws', () => {
    const silent = functions.flatMap(({ place, throws, codes }) =>
      codes.filter((code) => !throws.includes(code)).map((code) => `${place} throws ${code}`),
    );
    expect(silent).toEqual([]);
  });
});

const REGISTRIES: Record<string, Registry<{ id: string; source: string; options?: z.ZodType }>> = {
  acquisitions,
  calibrations,
  encoders,
  figures,
  likelihoods,
  networks,
  posteriors,
  selections,
  stoppingRules,
};

/** Ids that a test claims to know an answer of, in the words "known answer of <id>, <id>: …" of its title. */
const answered = new Set(
  readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(test|contract\.test)\.ts$/.test(path))
    .map((path) => readFileSync(join(import.meta.dirname, path), 'utf8'))
    .flatMap((text) =>
      [...text.matchAll(/['"`]known answers? of ([^:'"`]+):/g)].flatMap(([, ids]) => ids!.split(', ')),
    ),
);

/** An option as forms and docs see it. */
interface Described {
  description?: string;
  default?: unknown;
}

/** Options of a method, by JSON Schema. */
const optionsOf = (options: z.ZodType): [string, Described][] =>
  Object.entries(
    (z.toJSONSchema(options, { io: 'input' }) as { properties?: Record<string, Described> }).properties ?? {},
  );

/** What a text says of a default: "0.5 by default", "by default 0.5", "the default is 0.5". */
const SAID = /(\S+) by default(?=[,;.]|$)|by default (\S+)|default (?:is|of) (\S+)/i;

function contradiction([name, { description = '', default: preset }]: [string, Described]): string[] {
  const said = SAID.exec(description)?.slice(1).find(Boolean);
  const shown = String(preset).replaceAll(',', '');
  return said && said.replace(/[,;.:]+$/, '').replaceAll(',', '') !== shown
    ? [`${name} is ${shown}: ${description}`]
    : [];
}

describe.each(Object.entries(REGISTRIES))('every entry of %s', (_, { list }) => {
  it('has a known answer: a test whose title begins "known answer of <id>:"', () => {
    expect(list().flatMap(({ id }) => (answered.has(id) ? [] : [id]))).toEqual([]);
  });

  it('names its source', () => {
    expect(list().flatMap(({ id, source }) => (source.trim() === '' ? [id] : []))).toEqual([]);
  });

  it('has options that say what they are, whose defaults are what their texts say and what their schema takes', () => {
    const wrong = list().flatMap(({ id, options }) => {
      if (!options) return [];
      const own = optionsOf(options);
      const presets = Object.fromEntries(
        own.flatMap(([name, { default: preset }]) => (preset === undefined ? [] : [[name, preset]])),
      );
      return [
        ...own.flatMap(contradiction),
        ...own.filter(([, { description }]) => !description).map(([name]) => `${name} says nothing`),
        ...(options.safeParse(presets).success ? [] : ['its schema refuses its defaults']),
      ].map((fault) => `${id}: ${fault}`);
    });
    expect(wrong).toEqual([]);
  });
});

it.each([
  ['0.5 by default', 0.4, true],
  ['Rate, by default 0.5', 0.5, false],
  ['the default is 2,048', 2_048, false],
  ['Width', 1, false],
])('"%s" beside the default %s is a contradiction: %s', (description, preset, isOne) => {
  expect(contradiction(['own', { description, default: preset }]).length > 0).toBe(isOne);
});

it('every layer has a known answer', () => {
  expect(LAYER_TYPES.filter((type) => !answered.has(type))).toEqual([]);
});
