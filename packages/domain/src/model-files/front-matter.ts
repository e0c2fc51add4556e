import type { RecordKind } from '@querent/contracts';
import type { LikelihoodId } from '@querent/core/likelihoods';
import type { CardFacts } from './card-facts.js';
import { yaml } from './markdown.js';

/** What the hub calls a task; null where it has no word. */
const PIPELINES: Record<RecordKind, Record<LikelihoodId, string | null>> = {
  image: { categorical: 'image-classification', bernoulli: 'image-classification', gaussian: null },
  text: { categorical: 'text-classification', bernoulli: 'text-classification', gaussian: null },
  row: { categorical: 'tabular-classification', bernoulli: 'tabular-classification', gaussian: 'tabular-regression' },
  vector: { categorical: null, bernoulli: null, gaussian: null },
};

/** The head of a card as the Hugging Face hub reads it. The licence is for whoever publishes to say. */
export function frontMatter({ project, model, recordKind, likelihood }: CardFacts): string {
  const pipeline = PIPELINES[recordKind][likelihood];
  const name = `${project.name} ${model.version}`;
  const metrics = model.figures.map(({ id, title, value }) => ({ type: id, name: title, value }));
  const result = {
    task: { type: pipeline ?? 'other' },
    dataset: { name: `${project.name}, its holdout`, type: 'private' },
    metrics,
  };
  return [
    '---',
    '# license: say which before you publish, such as apache-2.0',
    'library_name: onnx',
    ...(pipeline ? [`pipeline_tag: ${pipeline}`] : []),
    `tags: ${yaml(['onnx', 'querent', 'active-learning', 'uncertainty'])}`,
    ...(metrics.length > 0
      ? [`metrics: ${yaml(metrics.map(({ type }) => type))}`, `model-index: ${yaml([{ name, results: [result] }])}`]
      : []),
    '---',
  ].join('\n');
}
