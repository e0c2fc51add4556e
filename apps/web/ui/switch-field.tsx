'use client';
import { Switch } from '@base-ui/react/switch';
import { Field, type FieldProps } from './field';

export interface SwitchFieldProps extends Omit<FieldProps, 'children' | 'isButton'> {
  /** At first. */
  isOn: boolean;
  onChange?: (isOn: boolean) => void;
}

/** On or off; off is not in the form at all. */
export function SwitchField({ isOn, onChange, ...field }: SwitchFieldProps) {
  return (
    <Field {...field}>
      <Switch.Root
        defaultChecked={isOn}
        onCheckedChange={onChange}
        className="flex h-6 w-11 rounded-full border border-quiet bg-sunken p-0.5 data-checked:border-accent data-checked:bg-accent"
      >
        <Switch.Thumb className="size-4.5 rounded-full bg-quiet data-checked:translate-x-5 data-checked:bg-on-accent motion-safe:transition-transform" />
      </Switch.Root>
    </Field>
  );
}
