/** What stands on the page besides the registries. */
export const INTRODUCTION = `# Methods

How Querent asks, how it chooses a batch, when enough is labelled, and what it measures. This page is written from the registries of
\`packages/core\` by \`npm run docs\`: text, formulas, options and defaults are those of the code, and the pictures are drawn by calling it.
How a model comes to its draws is told in [Posteriors compared](posteriors.md).

A posterior is drawn from S times, and each draw \`s\` gives a record \`x\` probabilities \`p_s\`, or a value \`μ_s\` with noise \`σ_s²\`. \`m\` is
the mean of the \`p_s\`; \`H\` is Shannon’s entropy in nats. N candidates are scored, C classes are told apart. A higher score means: ask
sooner. Candidates whose score is no number are never asked, and it is said how many there are.

## Which to take

- **One question at a time:** \`bald\` with \`top-k\`.
- **Ten and more a round:** \`bald\` with \`power\`, which is the default and free; with \`batch-bald\` where fifty draws or more are affordable.
- **A single network:** \`margin\` or \`entropy\`; there is no disagreement to look for.
- **The first round, with a pretrained encoder:** \`typi-clust\`, \`prob-cover\` or \`k-means\`, which ask no model.
- **A pool full of what does not matter:** \`epig\`, with records that the model is meant for as its targets.
- **Several labels a record:** \`label-bald\`. **Values:** \`gaussian-bald\`.
- **As the yardstick:** \`uniform\`. Replay it beside your choice on a labelled set of your kind before you believe in either.`;

export const COMBINATIONS = `### Combinations

Two merits can count in one question. A weighted sum is an acquisition like any other and streams over a pool of any size; it needs
what its most demanding part needs. Its parts are added as they are, so that their units have to go together. Ranks go together
whatever the units are, but need the scores of the whole pool; equal scores share the mean of their ranks, and a candidate without a
score in one of them has none.

\`\`\`text
weighted: Σ_i w_i · score_i        byRanks: Σ_i w_i · rank_i / Σ_i w_i
\`\`\`

\`\`\`js
import { acquisitions, byRanks, scoreProbs, weighted } from '@querent/core/acquisitions';

const probs = [
  [0.9, 0.6],
  [0.2, 0.6],
].map((draw) => draw.map((yes) => [yes, 1 - yes])); // two draws, two records, two classes
const [bald, margin] = [acquisitions.get('bald'), acquisitions.get('margin')];

const parts = [bald, margin].map((acquisition) => ({ acquisition, weight: 0.5 }));
const scores = scoreProbs(probs, weighted(parts)); // or hand the sum to scorePool
const ranks = byRanks([scoreProbs(probs, bald), scoreProbs(probs, margin)], [2, 1]);
console.log(scores, ranks);
\`\`\``;

export const ACTIVE_LAB = `### ActiveLab

\`activeLab\`: whether to ask about a new record, or once more about one whose answers are in doubt. Of several annotators each is weighed
by how often they agree with the others, and the model by how often it agrees with them; the score is what one more answer would leave
open.

\`\`\`text
1 − ( (w_m + Σ_j w_j) Q + w̄ / C ) / ( w_m + Σ_j w_j + w̄ )
\`\`\`

- **When:** Several annotators answer the same records, and their answers differ. With one answer a record it is a matter of the
  model’s doubt alone.
- **Reads:** every annotator’s answers, and the model’s probabilities for records that it was not trained on
- **Score:** in [0, 1]; labelled and unlabelled records are on one scale
- **Cost:** one pass over the answers, and 81 more for the temperature of the model where several have answered
- **Source:** [arXiv:2301.11856](https://arxiv.org/abs/2301.11856), with the weights of [arXiv:2210.06812](https://arxiv.org/abs/2210.06812)`;
