import { type Acquisition, acquisitions } from '@querent/core/acquisitions';
import { type Figure, figuresOf } from '@querent/core/evaluation';
import type { LikelihoodId } from '@querent/core/likelihoods';
import { type Read, type Selection, selections } from '@querent/core/selections';
import { type StoppingRule, stoppingRules } from '@querent/core/stopping';
import type { z } from 'zod';
import { codeOf, optionsTable, sourceOf, table } from './markdown.ts';
import { ACTIVE_LAB, COMBINATIONS, INTRODUCTION } from './prose.ts';

const LIKELIHOODS: Record<LikelihoodId, string> = {
  categorical: 'classes',
  bernoulli: 'several labels',
  gaussian: 'values',
};
const NEEDS: Record<Acquisition['needs'], string> = {
  nothing: 'nothing',
  summary: 'the summary of the draws',
  predictions: 'what every draw says',
  targets: 'what every draw says, of records that the model is meant for too',
};
const READS: Record<Read, string> = {
  predictions: 'what every draw says',
  hidden: 'records as the model sees them (the input of its last layer)',
  features: 'records as the encoder gave them',
  labelled: 'the labelled records',
};
const FIGURES: Partial<Record<StoppingRule['reads'], string>> = {
  error: 'the error on the holdout',
  kappa: 'Cohen’s κ of the predicted classes of the pool with those of the round before',
  changed: 'the share of the pool whose predicted class changed',
  meanUncertainty: 'the mean score of the pool',
  maxUncertainty: 'the highest score of the pool',
};
const UNITS: Record<string, string> = { '': 'without a unit', 'units²': 'in the unit of the values, squared' };
const BETTER: Record<Figure['better'], string> = {
  higher: 'higher is better',
  lower: 'lower is better',
  nominal: 'best at what its name says',
};

/** What every method says of itself. */
interface Told {
  id: string;
  title: string;
  formula: string;
  source: string;
  options?: z.ZodType;
}
type Line = readonly [name: string, text: string | undefined];

const entry = (
  { id, title, formula, source, options }: Told,
  description: string,
  picture: string,
  lines: readonly Line[],
) => `### ${title}

\`${id}\`${description ? `: ${description}` : ''}

${codeOf(formula)}

![${title}: ${picture}](images/methods/${id}.svg)

${[...lines, ['Source', sourceOf(source)] as const].map(([name, text]) => `- **${name}:** ${text}`).join('\n')}
${options ? optionsTable(options) : ''}`;

const likelihoodsOf = (own: { likelihoods: readonly LikelihoodId[] }): Line => [
  'For',
  own.likelihoods.map((kind) => LIKELIHOODS[kind]).join(', '),
];

const acquisitionEntry = (own: Acquisition) =>
  entry(own, own.description, 'the score by what draws say', [
    ['When', own.when],
    likelihoodsOf(own),
    ['Reads', NEEDS[own.needs]],
    ...(own.needsDisagreement
      ? [['Not with', 'a single network: its draws never disagree, so that all scores are 0'] as const]
      : []),
    ['Score', UNITS[own.unit] ?? `in ${own.unit}`],
    ['Cost', own.cost],
  ]);

/** Whether a candidate's key is the same whatever its score. */
function ignoresScores({ key, options }: Selection) {
  const defaults = options.parse({});
  return key(1, 0, 1, defaults) === key(2, 0, 1, defaults);
}

const selectionEntry = (own: Selection) =>
  entry(own, own.description, 'ten questions among points in a plane', [
    ['When', own.when],
    likelihoodsOf(own),
    [
      'Reads',
      [...(ignoresScores(own) ? [] : ['the scores']), ...(own.batch?.reads ?? []).map((read) => READS[read])].join(
        '; ',
      ),
    ],
    ...(own.needsDisagreement
      ? [['Not with', 'a single network: its draws never disagree, so that no batch tells more than another'] as const]
      : []),
    ['Looks at', own.batch ? 'the batch as a whole' : 'one candidate after the other'],
    ['Cost', own.cost],
  ]);

const stoppingEntry = (own: StoppingRule) =>
  entry(own, own.description, 'where it says enough', [
    ['When', own.when],
    likelihoodsOf(own),
    ['Reads', FIGURES[own.reads]],
    ['Cost', own.cost],
  ]);

const figureEntry = (own: Figure) =>
  entry(own, BETTER[own.better], 'predictions from too timid to too sure', [['Tells', own.when]]);

/** What there is of one kind, in a table that links to each. */
function overview<Own extends { id: string; title: string }>(
  entries: readonly Own[],
  head: string[],
  cells: (own: Own) => (string | undefined)[],
) {
  const rows = entries.map((own) => [`[${own.title}](#${anchorOf(own.title)})`, `\`${own.id}\``, ...cells(own)]);
  return table(head, rows);
}

/** As GitHub makes them of headings. */
export const anchorOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

/** docs/methods.md, written from the registries. */
export function methodsPage() {
  const [asks, chooses, stops] = [acquisitions.list(), selections.list(), stoppingRules.list()];
  const [ofClasses, ofLabels, ofValues] = [figuresOf('categorical'), figuresOf('bernoulli'), figuresOf('gaussian')];
  return `${[
    INTRODUCTION,
    '## Acquisitions: how much a label would tell',
    overview(asks, ['acquisition', 'id', 'for', 'reads'], (own) => [
      own.likelihoods.map((kind) => LIKELIHOODS[kind]).join(', '),
      own.needs === 'targets'
        ? 'every draw, and targets'
        : NEEDS[own.needs].replace('what every draw says', 'every draw').replace(' of the draws', ''),
    ]),
    ...asks.map(acquisitionEntry),
    COMBINATIONS,
    ACTIVE_LAB,
    '## Selections: from scores to a query',
    `Points in a plane with BALD of a made-up model as their scores, and the ten questions that each rule asks of them, by its defaults
but for distances, which are those that one sees (\`normalize: false\`).`,
    overview(chooses, ['selection', 'id', 'looks at', 'reads'], (own) => [
      own.batch ? 'the batch' : 'each candidate',
      [...(ignoresScores(own) ? [] : ['scores']), ...(own.batch?.reads ?? [])].join(', '),
    ]),
    ...chooses.map(selectionEntry),
    '## Stopping rules: when enough is labelled',
    `A rule says after each round whether it is reached, and why; it stops nothing by itself. The curves are of a made-up
project with the defaults of each rule.`,
    overview(stops, ['stopping rule', 'id', 'reads'], (own) => [FIGURES[own.reads]]),
    ...stops.map(stoppingEntry),
    '## Figures of classes',
    `Measured on labelled records that were drawn at random and never trained on, each with a 95 % interval: \`evaluate\`.
The pictures show what each makes of the same 500 predictions when they are more timid or surer than is true.`,
    overview(ofClasses, ['figure', 'id', 'reading'], (own) => [BETTER[own.better]]),
    ...ofClasses.map(figureEntry),
    '## Figures of labels',
    `Where any number of labels may hold. The pictures show what each makes of the same 300 predictions when they are more timid
or surer than is true.`,
    overview(ofLabels, ['figure', 'id', 'reading'], (own) => [BETTER[own.better]]),
    ...ofLabels.map(figureEntry),
    '## Figures of values',
    `The pictures show what each makes of predictions that say more or less noise than there is.`,
    overview(ofValues, ['figure', 'id', 'reading'], (own) => [BETTER[own.better]]),
    ...ofValues.map(figureEntry),
  ]
    .map((part) => part.trim())
    .join('\n\n')}\n`;
}
