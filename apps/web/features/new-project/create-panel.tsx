'use client';
import type { ReactNode } from 'react';
import { ErrorNote } from '@/features/shell/error-note';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/text-field';
import type { Choices } from './choices';

export interface CreatePanelProps {
  choices: Choices;
  /** What to know before. */
  note: ReactNode;
  onChange: (changes: Partial<Choices>) => void;
  canCreate: boolean;
  /** What has to be done first. */
  blocked: string | null;
  isRunning: boolean;
  error: string | null;
  onCreate: () => void;
}

/** The name, what few people change, and the button. */
export function CreatePanel(props: CreatePanelProps) {
  const { choices, note, onChange, canCreate, blocked, isRunning, error, onCreate } = props;
  return (
    <form
      className="panel grid grid-cols-1 gap-4"
      aria-label="The project"
      onSubmit={(event) => {
        event.preventDefault();
        if (canCreate && !blocked) onCreate();
      }}
    >
      <TextField
        label="Name of the project"
        name="name"
        required
        maxLength={200}
        autoComplete="off"
        value={choices.name}
        onValueChange={(name) => onChange({ name })}
      />
      <details className="text-sm">
        <summary>What annotators should know, and how often a model learns</summary>
        <div className="mt-3 grid grid-cols-1 gap-4">
          <TextField
            label="What annotators should know"
            name="description"
            isLong
            maxLength={5_000}
            value={choices.description}
            onValueChange={(description) => onChange({ description })}
          />
          <TextField
            label="Labels per round"
            name="labelsPerRound"
            hint="After this many new labels the model is trained again."
            {...{ type: 'number', min: 1, max: 10_000, required: true }}
            value={choices.labelsPerRound}
            onValueChange={(labelsPerRound) => onChange({ labelsPerRound })}
          />
        </div>
      </details>
      {note}
      <ErrorNote text={error} />
      <Button
        type="submit"
        look="primary"
        className="min-h-12 w-full text-base"
        disabled={!canCreate || blocked !== null || isRunning}
        aria-describedby={blocked ? 'blocked' : undefined}
      >
        Create project
      </Button>
      {blocked && (
        <p id="blocked" className="hint">
          {blocked}
        </p>
      )}
    </form>
  );
}
