import type { Round } from '@querent/contracts';
import { formatShare } from '@/features/shell/format';
import { CurveChart } from './curve-chart';

export interface LearningCurveProps {
  rounds: Round[];
}

/** How the model has done on the holdout, round by round. */
export function LearningCurve({ rounds }: LearningCurveProps) {
  const measured = rounds.flatMap(({ labels, metrics }) => (metrics ? [{ labels, metrics }] : []));
  const last = measured.at(-1)?.metrics;
  return (
    <section className="panel grid content-start gap-4" aria-labelledby="curve">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 id="curve">Learning curve</h2>
        {last && (
          <p className="digits text-sm">
            accuracy{' '}
            <b className="text-lg" data-testid="holdout-accuracy">
              {formatShare(last.accuracy.value)}
            </b>{' '}
            <span className="hint">
              [{formatShare(last.accuracy.low)}, {formatShare(last.accuracy.high)}] · NLL {formatShare(last.nll.value)}
            </span>
          </p>
        )}
      </div>
      {last ? (
        <>
          <CurveChart
            title="Holdout accuracy"
            points={measured.map(({ labels, metrics }) => ({ labels, ...metrics.accuracy }))}
            bounds={[0, 1]}
            format={(value) => value.toFixed(2)}
          />
          <CurveChart
            title="Negative log-likelihood in nats, lower is better"
            points={measured.map(({ labels, metrics }) => ({ labels, ...metrics.nll }))}
            bounds={[0, 1]}
            format={(value) => value.toFixed(1)}
          />
          <p className="hint">
            Measured on {last.records.toLocaleString('en')} records drawn at random before the first question and never
            trained on. The band is the 95 % interval for that many records; it does not tell how another run would go.
          </p>
        </>
      ) : (
        <p className="hint py-8 text-center">The first point appears once the first model has been trained.</p>
      )}
    </section>
  );
}
