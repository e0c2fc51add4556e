'use client';
import { formatCount, type RoundDetails } from '@querent/contracts';
import { useMemo } from 'react';
import { formatValue } from '@/features/shell/format';
import { LineChart } from '@/ui/charts/line-chart';

export interface LossChartProps {
  losses: RoundDetails['losses'];
  /** More than one network is trained. */
  isOfSeveral: boolean;
  /** Training goes on. */
  isLive: boolean;
}

/** The loss of each epoch, live while the round trains. */
export function LossChart({ losses, isOfSeveral, isLive }: LossChartProps) {
  const series = useMemo(
    () => [{ label: 'Loss', points: losses.map(([epoch, loss]) => ({ x: epoch, y: loss })) }],
    [losses],
  );
  const last = losses.at(-1);
  return (
    <section className="panel grid grid-cols-1 content-start gap-3" aria-labelledby="loss">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 id="loss">Training</h2>
        {last && (
          <p className="digits text-sm" data-testid="last-loss">
            Epoch {formatCount(last[0])}: <b>{formatValue(last[1])}</b> <span className="hint">nats</span>
          </p>
        )}
      </div>
      {losses.length > 1 ? (
        <LineChart
          title="Loss, lower is better"
          series={series}
          bounds={[0, 0]}
          xBounds={[1, 2]}
          xTitle="epochs"
          formatX={formatCount}
          formatValue={formatValue}
        />
      ) : (
        <p className="hint py-8 text-center">
          {isLive ? 'The first epochs are under way.' : 'No losses are kept of this round.'}
        </p>
      )}
      <p className="hint">
        The mean negative log-likelihood of a label in each epoch, with dropout or noise on: it tells whether training
        goes down, not how good the model is. That is measured on the holdout.
        {isOfSeveral &&
          ' Several networks are trained here, one after the other or some side by side, and their epochs are counted together: each falls by itself, and the line rises where the next one begins.'}
      </p>
    </section>
  );
}
