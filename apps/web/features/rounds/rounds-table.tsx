import type { Estimate, Round } from '@querent/contracts';
import { formatShare } from '@/features/shell/format';

export interface RoundsTableProps {
  rounds: Round[];
}

const withInterval = ({ value, low, high }: Estimate) =>
  `${formatShare(value)} [${formatShare(low)}, ${formatShare(high)}]`;

export function RoundsTable({ rounds }: RoundsTableProps) {
  const heads = ['Round', 'State', 'Labels', 'Accuracy [95 %]', 'NLL [95 %]', 'ECE', 'Training', 'Scoring', 'Model'];
  return (
    <section className="panel overflow-x-auto" aria-labelledby="rounds">
      <h2 id="rounds">Rounds</h2>
      <table className="digits mt-3 w-full whitespace-nowrap text-left text-sm">
        <thead className="hint">
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className="py-1.5 pr-5 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rounds.toReversed().map(({ id, number, state, labels, metrics, timings, modelVersion }) => (
            <tr key={id} className="border-line border-t" data-testid="round-row">
              <td className="py-2 pr-5">{number}</td>
              <td className="py-2 pr-5">{state}</td>
              <td className="py-2 pr-5">{labels}</td>
              <td className="py-2 pr-5">{metrics ? withInterval(metrics.accuracy) : '–'}</td>
              <td className="py-2 pr-5">{metrics ? withInterval(metrics.nll) : '–'}</td>
              <td className="py-2 pr-5">{metrics ? formatShare(metrics.ece) : '–'}</td>
              <td className="py-2 pr-5">{timings?.trainSeconds ? `${timings.trainSeconds.toFixed(1)} s` : '–'}</td>
              <td className="py-2 pr-5">{timings?.scoreSeconds ? `${timings.scoreSeconds.toFixed(1)} s` : '–'}</td>
              <td className="py-2 font-mono text-xs">{modelVersion ?? (number === 0 ? 'none: cold start' : '–')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hint mt-3 max-w-3xl">
        NLL is the mean negative log-likelihood in nats: it punishes confident mistakes. ECE is the expected calibration
        error over 15 bins: 0 means that of all predictions made with 80 % confidence, 80 % are right.
      </p>
    </section>
  );
}
