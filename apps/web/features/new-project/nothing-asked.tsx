'use client';
import type { Survey } from '@querent/contracts';
import { Button } from '@/ui/button';
import { type Choices, isNothingAsked } from './choices';

export interface NothingAskedProps {
  choices: Choices;
  survey: Survey;
  onChange: (changes: Partial<Choices>) => void;
}

/** Says that there would be nothing to ask, with the way out. */
export function NothingAsked({ choices, survey, onChange }: NothingAskedProps) {
  if (!isNothingAsked(choices, survey)) return null;
  const all = survey.counts.isWhole ? 'Every record has' : 'Every record of those read has';
  return (
    <div className="grid gap-2 rounded-lg bg-sunken px-3 py-2 text-sm" role="status" data-testid="nothing-asked">
      <p>
        {all} a label, so nobody will be asked anything: models learn from these labels at once. To have records asked
        about, take the labels as a hidden key, read the file without them, or add records without one later.
      </p>
      <Button className="justify-self-start" onClick={() => onChange({ labels: 'key' })}>
        Take the labels as a hidden key
      </Button>
    </div>
  );
}
