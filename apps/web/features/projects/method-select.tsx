'use client';
import type { Method, MethodChoice, Preset } from '@querent/contracts';
import { type ReactNode, useMemo, useState } from 'react';
import { Button } from '@/ui/button';
import { Combobox } from '@/ui/combobox';
import { Field } from '@/ui/field';
import { OptionInput } from './option-input';
import { currentOf, fieldName, SUGGESTED } from './read-options';
import { SourceLink } from './source-link';

export interface MethodSelectProps {
  name: string;
  title: string;
  methods: Method[];
  /** Null for what the records suggest. */
  chosen: MethodChoice | null;
  /** Why the records suggest what they do, where it may be left to them. */
  suggestion?: string;
  /** What leaving it to them is called. */
  suggestionTitle?: string;
  /** What a new project has, and why. */
  preset?: Preset;
  /** Why some of its options are proposed otherwise than the method has them. */
  optionsReason?: string;
  /** What follows from another choice. */
  note?: string;
  /** Fields that mean something only where one of the methods is chosen. */
  children?: ReactNode;
}

/** One of several methods, what the chosen one does and when to take it, and its options. */
export function MethodSelect({
  name,
  title,
  methods,
  chosen,
  suggestion,
  suggestionTitle = 'As the records suggest',
  preset,
  optionsReason,
  note,
  children,
}: MethodSelectProps) {
  const [{ choice, isReset }, set] = useState<{ choice: MethodChoice | null; isReset: boolean }>({
    choice: chosen,
    isReset: false,
  });
  const id = choice?.id ?? SUGGESTED;
  const setId = (other: string) => {
    const given = other === chosen?.id ? chosen : { id: other, options: {} };
    set({ choice: other === SUGGESTED ? null : given, isReset: false });
  };
  const method = methods.find((one) => one.id === id);
  const own = choice?.options ?? {};
  const standard = preset?.choice
    ? methods.find((one) => one.id === preset.choice?.id)?.title
    : suggestionTitle.toLowerCase();
  const isStandard = !preset || JSON.stringify(choice) === JSON.stringify(preset.choice);
  const choices = useMemo(
    () => [
      ...(suggestion === undefined ? [] : [{ value: SUGGESTED, label: suggestionTitle, hint: suggestion }]),
      ...methods.map(({ id, title, description }) => ({ value: id, label: title, hint: description })),
    ],
    [methods, suggestion, suggestionTitle],
  );
  return (
    <div className="grid grid-cols-1 content-start gap-2 text-sm">
      <Field
        label={title}
        name={name}
        hint={
          <span aria-live="polite">
            {method ? (
              <>
                {method.description} {method.when && <>Where it fits: {method.when} </>}
                <SourceLink source={method.source} />
              </>
            ) : (
              id === SUGGESTED && suggestion
            )}
            {preset && standard && (
              <span className="block">
                Default: {standard}, because {preset.reason}.
              </span>
            )}
            {note && <span className="block">{note}</span>}
          </span>
        }
      >
        <Combobox name={name} choices={choices} value={id} onChange={setId} />
      </Field>
      {!isStandard && (
        <Button
          className="justify-self-start"
          aria-label={`${title}: back to the default`}
          onClick={() => set({ choice: preset?.choice ?? null, isReset: true })}
        >
          Back to the default
        </Button>
      )}
      {method && children}
      {method && method.options.length > 0 && (
        <details key={`${id} ${isReset}`} open={Object.keys(own).length > 0}>
          <summary>Options of {method.title}</summary>
          {optionsReason && Object.keys(method.proposed).length > 0 && (
            <p className="hint mt-2">Some are proposed otherwise than the method has them, because {optionsReason}.</p>
          )}
          <div className="mt-3 grid gap-4 sm:grid-cols-2">
            {method.options.map((field) => (
              <OptionInput
                key={field.name}
                name={fieldName(name, field.name)}
                field={field}
                proposed={method.proposed[field.name]}
                value={currentOf(field, own)}
              />
            ))}
          </div>
        </details>
      )}
    </div>
  );
}
