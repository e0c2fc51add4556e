'use client';
import type { Survey } from '@querent/contracts';
import { TextField } from '@/ui/text-field';
import { type Choices, holdoutOf } from './choices';
import { describeHoldout } from './describe-holdout';

export interface HoldoutPanelProps {
  choices: Choices;
  survey: Survey;
  onChange: (changes: Partial<Choices>) => void;
}

/** How many labelled records are kept for measuring, and what that means for the figures. */
export function HoldoutPanel({ choices, survey, onChange }: HoldoutPanelProps) {
  const { holdout, counts } = survey;
  const isSaid = counts.holdout > 0;
  const size = holdoutOf(choices, survey);
  return (
    <section className="panel grid grid-cols-1 gap-3" aria-labelledby="holdout">
      <h2 id="holdout">For measuring</h2>
      {holdout.most > 0 && !isSaid && (
        <TextField
          label="Labelled records that are kept aside"
          name="holdout"
          type="number"
          min={0}
          max={holdout.most}
          className="max-w-xs"
          value={choices.holdout ?? String(holdout.records)}
          onValueChange={(text) => onChange({ holdout: text })}
        />
      )}
      <p className="hint min-h-10" aria-live="polite">
        {isSaid ? holdout.reason : describeHoldout(size, survey)}
      </p>
    </section>
  );
}
