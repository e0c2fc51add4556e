import { formatAmount, formatCount, type MethodChoice, many, sizeInWords } from '@querent/contracts';
import { ANSWERS } from '@querent/core/answers';
import type { CardFacts } from './card-facts.js';
import { frontMatter } from './front-matter.js';
import { fenced, plain, table } from './markdown.js';

/** As many digits as intervals of some hundred records are worth. */
const short = (value: number) => formatAmount(Number(value.toPrecision(4)));

/** Labels of a class below which a model has hardly seen it. */
const FEW = 10;

/** A model card: what a model is for, what it learned from, how good it is and where it fails. Markdown with front matter. */
export function cardOf(facts: CardFacts): string {
  const { project, model } = facts;
  const sections: [string, string[]][] = [
    ['What it is for', purpose(facts)],
    ['Data', data(facts)],
    ['How it was trained', training(facts)],
    ['Figures', figures(facts)],
    ['Limits', limits(facts)],
    ['How to run it', running(facts)],
  ];
  const body = sections.map(([title, parts]) => [`## ${title}`, ...parts].join('\n\n'));
  return [frontMatter(facts), `# ${plain(project.name)}: model ${plain(model.version)}`, ...body]
    .join('\n\n')
    .concat('\n');
}

function purpose({ project, records, question, classes, likelihood, unit, model }: CardFacts): string[] {
  const answer = {
    categorical: `It gives each record one of ${many(classes.length, 'class', 'classes')}`,
    bernoulli: `It says of each of ${many(classes.length, 'label')} whether it holds for a record`,
    gaussian: `It gives each record a value${unit ? ` in ${plain(unit)}` : ''}`,
  }[likelihood];
  return [
    project.description ? plain(project.description) : 'Its makers have not described what it is for.',
    `It reads ${records}, and the question is of the kind “${question}”. ${answer}, and how unsure it is: the epistemic part, which more labels would take away, beside the aleatoric part, which they would not. It was made for records like those of this project; of others its doubt need not tell.`,
    ...classesIn(classes),
    ...(model.isStale ? ['**The classes of the project have changed since it was trained.**'] : []),
  ];
}

/** A table where some are described, and else their names. */
function classesIn(classes: CardFacts['classes']): string[] {
  if (classes.length === 0) return [];
  if (classes.every(({ description }) => description === ''))
    return [`In the order of its outputs: ${classes.map(({ name }) => `“${plain(name)}”`).join(', ')}.`];
  return [
    table(
      ['class', 'what it is'],
      classes.map(({ name, description }) => [plain(name), plain(description)]),
    ),
  ];
}

function data({ labels, model, classes, unit, evaluation }: CardFacts): string[] {
  const { first, last, values } = labels;
  const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? 'unknown';
  const behind = unit && values ? ` ${plain(unit)}` : '';
  return [
    `It learned from ${many(model.labels, 'labelled record')}${model.dataVersion ? `, version \`${model.dataVersion}\` of the labels` : ''}. Which records were to be labelled was chosen for what a model could learn of them: they are no random sample. ${typeof evaluation === 'string' ? '' : `It was measured on ${many(evaluation.records, 'record')} of a holdout that was drawn at random before and is never learned from.`}`.trim(),
    `Labels by the state of this card, ${day(first)} to ${day(last)}: ${formatCount(labels.pool)} to learn from, ${formatCount(labels.holdout)} to measure on.`,
    ...(classes.length > 0
      ? [
          table(
            ['class', 'to learn from', 'to measure on'],
            classes.map(({ name }, at) => {
              const { pool = 0, holdout = 0 } = labels.byClass[at] ?? {};
              return [plain(name), formatCount(pool), formatCount(holdout)];
            }),
          ),
        ]
      : []),
    ...(values
      ? [
          `Values from ${formatAmount(values.low)} to ${formatAmount(values.high)}${behind}, on average ${formatAmount(values.mean)}${behind}.`,
        ]
      : []),
  ];
}

const inWords = ({ id, options }: MethodChoice) => `${plain(id)}${optionsIn(options)}`;
const optionsIn = (options: unknown) => {
  const set = Object.entries((options ?? {}) as object).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return set.length > 0 ? ` (${plain(set.join(', '))})` : '';
};

function training({ model, posterior, draws, encoder }: CardFacts): string[] {
  if (model.isOutside)
    return [
      [
        `- Its predictions came: ${model.createdAt.slice(0, 16).replace('T', ' ')} UTC, in round ${model.roundNumber} of active learning`,
        '- It was made outside of Querent, which has its predictions only: what it is made of is not known here',
        '- Measured with Querent',
      ].join('\n'),
    ];
  const source = (text: string | null) => (text ? `, ${plain(text)}` : '');
  const facts = [
    `Trained: ${model.createdAt.slice(0, 16).replace('T', ' ')} UTC${model.trainSeconds === null ? '' : `, in ${model.trainSeconds.toFixed(1)} s`}, in round ${model.roundNumber} of active learning`,
    `Network: ${inWords(model.network)}`,
    `Posterior: ${plain(posterior.title)}${optionsIn(posterior.options)}${source(posterior.source)}; ${draws} draws answer together`,
    encoder
      ? `Features: ${plain(encoder.title)}${optionsIn(encoder.options)}${source(encoder.about?.source ?? null)}${encoder.version ? `, version \`${encoder.version}\`` : ''}${encoder.about?.licence ? `; licence of its weights: ${plain(encoder.about.licence)}` : ''}. ${plain(encoder.about?.description ?? '')}`.trim()
      : 'Features: it is no longer known how they were made',
    ...(model.temperature === null
      ? []
      : [`Tempered by ${short(model.temperature)}, so that it is as sure as it is right`]),
    'Made with Querent',
  ];
  return [facts.map((fact) => `- ${fact}`).join('\n')];
}

function figures({ model, evaluation, unit }: CardFacts): string[] {
  if (typeof evaluation === 'string' && model.figures.length === 0)
    return [`It has not been measured: nobody knows how good it is. ${plain(evaluation)}`];
  const units: Record<string, string> = { share: '', nats: 'nats', target: unit, number: '' };
  const rows = model.figures.map(({ title, value, low, high, unit: own, better, records }) => [
    ...[plain(title), short(value), `${short(low)} to ${short(high)}`, plain(units[own] ?? '')],
    ...[better === 'nominal' ? 'its nominal value' : better, formatCount(records)],
  ]);
  const byClass = typeof evaluation === 'string' ? null : evaluation.byClass;
  const share = (one: { value: number; low: number; high: number } | null) =>
    one ? `${short(one.value)} (${short(one.low)} to ${short(one.high)})` : '–';
  const notes = typeof evaluation === 'string' ? [] : evaluation.notes;
  return [
    ...(rows.length > 0 ? [table(['figure', 'value', '95 % interval', 'unit', 'better', 'records'], rows)] : []),
    ...(byClass
      ? [
          'By class, with 95 % intervals:',
          table(
            ['class', 'records', 'recall', 'precision'],
            byClass.map((one) => [plain(one.name), formatCount(one.records), share(one.recall), share(one.precision)]),
          ),
        ]
      : []),
    ...(notes.length > 0 ? [notes.map((note) => `- **Keep in mind:** ${plain(note)}`).join('\n')] : []),
  ];
}

function limits({ encoder, labels, classes, records, evaluation, unit }: CardFacts): string[] {
  const { values } = labels;
  const rare = classes.filter((_, at) => (labels.byClass[at]?.pool ?? 0) < FEW);
  const points = [
    ...(encoder?.about
      ? [`It sees of records what “${plain(encoder.title)}” sees: ${plain(encoder.about.description)}`]
      : []),
    ...(encoder?.unread
      ? [`Of the ${records} of the project ${Math.round(1_000 * encoder.unread) / 10} % could not be read.`]
      : []),
    ...(encoder?.advice ? [plain(encoder.advice)] : []),
    ...(rare.length > 0 ? [`Hardly seen, with fewer than ${FEW} labels to learn from: ${listed(rare)}.`] : []),
    ...(values
      ? [
          `It has seen values from ${formatAmount(values.low)} to ${formatAmount(values.high)}${unit ? ` ${plain(unit)}` : ''} only.`,
        ]
      : [
          'It knows no “none of these”: a record that belongs to no class gets one all the same, and need not look doubtful.',
        ]),
    ...(typeof evaluation === 'string' ? ['Nothing is known of how often it is wrong.'] : []),
    'What its labels get wrong, or leave out, it has learned too.',
  ];
  return [points.map((point) => `- ${point}`).join('\n')];
}

/** Names that are listed. */
const MOST_NAMES = 20;

function listed(classes: CardFacts['classes']): string {
  const rest = classes.length - MOST_NAMES;
  const names = classes.slice(0, MOST_NAMES).map(({ name }) => `“${plain(name)}”`);
  return rest > 0 ? `${names.join(', ')} and ${formatCount(rest)} more` : names.join(', ');
}

function running({ files, likelihood }: CardFacts): string[] {
  const answers = table(
    ['output', 'of', 'what it is'],
    ANSWERS[likelihood].map(({ name, dtype, of, description }) => [
      `\`${name}\` (${dtype})`,
      {
        each: likelihood === 'gaussian' ? 'each record' : 'each class of each record',
        record: 'each record',
        classes: 'the model',
      }[of],
      description,
    ]),
  );
  const made = files.filter(({ input }) => input !== null);
  const inputs = made.map(({ file, bytes, input }) => {
    const { name, dtype, shape, before } = input!;
    return `- \`${file}\` (${sizeInWords(bytes ?? 0)}) takes \`${name}\`: ${dtype} [N, ${shape.join(', ')}]. ${plain(before)}`.trimEnd();
  });
  const [example] = (made.find(({ form }) => form === 'records') ?? made[0])?.examples ?? [];
  return [
    'It is one ONNX file that runs wherever ONNX Runtime does, and answers these by itself:',
    answers,
    inputs.length > 0
      ? inputs.join('\n')
      : 'Its file has not been made yet: ask for it on the page of the model, and take the card again.',
    ...(example ? [`In Python (\`${example.needs}\`):`, fenced('python', example.code)] : []),
  ];
}
