import { type MethodChoice, type Model, many, sizeInWords } from '@querent/contracts';
import { timeOf } from '@/features/shell/format';
import { ModelActions } from './model-actions';
import { ModelState } from './models-table';

export interface ModelFactsProps {
  model: Model;
  /** What it answers, in words. */
  task: string;
}

const inWords = ({ id, options }: MethodChoice) => {
  const set = Object.entries(options).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return set.length === 0 ? id : `${id} (${set.join(', ')})`;
};

/** What made a model, and what it is. */
export function ModelFacts({ model, task }: ModelFactsProps) {
  const { trainSeconds, dataVersion } = model;
  const facts: [string, string][] = [
    ['Answers', task.toLowerCase()],
    ['Round', String(model.roundNumber)],
    [
      model.isOutside ? 'Its predictions came' : 'Trained',
      `${timeOf(model.createdAt)}${trainSeconds === null || model.isOutside ? '' : `, in ${trainSeconds.toFixed(1)} s`}`,
    ],
    [
      'Learned from',
      `${many(model.labels, 'label')}${dataVersion === null ? '' : `, version ${dataVersion.slice(0, 8)}`}`,
    ],
    ...(model.isOutside ? [] : ofOwn(model)),
    ['Files', filesOf(model)],
  ];
  return (
    <section className="panel grid grid-cols-1 gap-3" aria-label="The model">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <ModelState model={model} />
        <div className="flex flex-wrap items-center gap-3">
          <a href="#take-along" className="button">
            Take it with you
          </a>
          <ModelActions model={model} />
        </div>
      </div>
      <dl className="grid gap-x-8 gap-y-2 text-sm sm:grid-cols-2 lg:grid-cols-4">
        {facts.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="hint">{name}</dt>
            <dd className="digits [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Of a model that was trained here. */
const ofOwn = ({ posterior, network, temperature, encoder }: Model): [string, string][] => [
  ['Posterior', inWords(posterior)],
  ['Network', inWords(network)],
  ['Temperature', temperature === null ? 'none' : temperature.toFixed(2)],
  ['Features', encoder ?? 'no more there'],
];

function filesOf({ isOutside, hasFiles, bytes }: Model): string {
  if (isOutside) return 'none here: the model is outside, and predictions are posted';
  return hasFiles ? sizeInWords(bytes) : 'freed, since newer models came';
}
