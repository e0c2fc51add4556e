import type { Advice } from '@querent/contracts';
import { scaleOf } from './format-figure';

export interface AdvicePanelProps {
  advice: Advice;
}

const VERDICTS: Record<Advice['verdict'], string> = {
  enough: 'It may be enough.',
  more: 'More labels help.',
  open: 'It cannot be told yet.',
};

/** Whether more labels are worth their while, and why. Advice: nothing stops by it; a rule in the settings may. */
export function AdvicePanel({ advice: { verdict, reasons, next } }: AdvicePanelProps) {
  return (
    <section className="panel grid gap-2" aria-labelledby="advice">
      <h2 id="advice">When is it enough?</h2>
      <p className="max-w-3xl text-sm">
        <b data-testid="advice">{VERDICTS[verdict]}</b> {reasons[0]}
      </p>
      {next && (
        <p className="digits max-w-3xl text-sm">
          {next.title}: {scaleOf[next.unit].format(next.now)} now as the curve has it, with {next.labels} more labels
          likely <b>{scaleOf[next.unit].format(next.value)}</b>{' '}
          <span className="hint">
            [{scaleOf[next.unit].format(next.low)}, {scaleOf[next.unit].format(next.high)}]
          </span>
        </p>
      )}
      {reasons.slice(1).map((reason) => (
        <p key={reason} className="hint max-w-3xl">
          {reason}
        </p>
      ))}
    </section>
  );
}
