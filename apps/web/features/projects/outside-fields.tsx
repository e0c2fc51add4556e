'use client';
import type { OutsideModel, ProjectSettings } from '@querent/contracts';
import { useState } from 'react';
import { Field } from '@/ui/field';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';

export interface OutsideFieldsProps {
  outside: ProjectSettings['outside'];
}

const OWN = 'own';
type Whose = OutsideModel['says'] | typeof OWN;
const DEFAULT_HOURS = 24;

const TITLES: Record<Whose, string> = {
  own: 'Querent’s own',
  samples: 'Your own: several draws of each record',
  single: 'Your own: one prediction of each record',
};
const HINTS: Record<Whose, string> = {
  own: 'Trained here on the labels.',
  samples: 'Posted by your program: of the trees of a forest, the networks of an ensemble, passes with dropout.',
  single: 'Posted by your program. Methods that live on disagreement, such as BALD, have nothing to look at.',
};

/** Whose model learns and predicts. */
export function OutsideFields({ outside }: OutsideFieldsProps) {
  const [whose, setWhose] = useState<Whose>(outside?.says ?? OWN);
  return (
    <>
      <Field
        label="Whose model it is"
        name="outside"
        isButton
        hint={
          whose === OWN
            ? HINTS.own
            : `${HINTS[whose]} Network, model, calibration and draws have no part in it; the encoder makes features for first questions and for some selections.`
        }
      >
        <Select
          name="outside"
          options={['own', 'samples', 'single']}
          titles={TITLES}
          hints={HINTS}
          value={whose}
          onChange={setWhose}
        />
      </Field>
      {whose !== OWN && (
        <TextField
          label="Hours that a round waits"
          name="outsideHours"
          hint="For all predictions to come. A reminder comes after half of them; after all of them the round fails, labelling goes on, and it can be tried again."
          {...{ type: 'number', min: 0.01, max: 720, step: 'any', required: true }}
          defaultValue={outside?.hours ?? DEFAULT_HOURS}
        />
      )}
    </>
  );
}

/** What the fields say. */
export function readOutside(form: FormData): { says: string; hours: number } | null {
  const says = String(form.get('outside') ?? OWN);
  return says === OWN ? null : { says, hours: Number(form.get('outsideHours')) };
}
