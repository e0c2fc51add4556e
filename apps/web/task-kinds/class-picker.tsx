'use client';
import type { Class } from '@querent/contracts';
import { type RefObject, useState } from 'react';
import { ClassButton } from './class-button';
import { classKeys } from './class-keys';
import { FIND_ABOVE, findClasses } from './find-classes';
import { FindField } from './find-field';

export interface ClassPickerProps {
  /** Those in use, in their order. */
  classes: Class[];
  /** Ids of what is chosen so far. */
  chosen: readonly string[];
  /** Each can be chosen beside others, and be given up. */
  isToggle: boolean;
  isDisabled: boolean;
  field: RefObject<HTMLInputElement | null>;
  onChoose(id: string): void;
  /** Enter in the empty field. */
  onDone?: () => void;
}

/** A button for each class, with its colour and key; where they are many, a field in which typing finds them. */
export function ClassPicker({ classes, chosen, isToggle, isDisabled, field, onChoose, onDone }: ClassPickerProps) {
  const [query, setQuery] = useState('');
  const [place, setPlace] = useState(0);
  const keys = classKeys(classes);
  const longest = Math.max(0, ...classes.map(({ name }) => name.length));
  const isShort = longest <= 4;
  const isMany = classes.length > FIND_ABOVE;
  const found = isMany && query !== '' ? findClasses(query, classes) : classes;
  const marked = query === '' ? null : (found[Math.min(place, found.length - 1)] ?? null);
  const look = (text: string) => {
    setQuery(text);
    setPlace(0);
  };
  const choose = (id: string) => {
    look('');
    onChoose(id);
  };
  return (
    <div className="grid gap-2">
      {isMany && (
        <FindField
          ref={field}
          query={query}
          found={found.length}
          marked={marked}
          isDisabled={isDisabled}
          onQuery={look}
          onMove={(by) => setPlace((at) => Math.max(0, Math.min(found.length - 1, at + by)))}
          onEnter={() => {
            if (marked) choose(marked.id);
            else if (query === '') onDone?.();
            // The keys of the page mean the same on every card.
            if (query === '' || (marked && !isToggle)) field.current?.blur();
          }}
        />
      )}
      <fieldset
        className={`grid content-start gap-2 ${gridOf(longest, isMany)} ${isMany ? 'h-[max(9rem,24dvh)] overflow-y-auto p-1' : ''}`}
        style={isShort ? { gridTemplateColumns: `repeat(${Math.min(5, classes.length)}, minmax(0, 1fr))` } : undefined}
        disabled={isDisabled}
      >
        <legend className="sr-only">{isToggle ? 'What is in it?' : 'What is it?'}</legend>
        {found.map((one) => (
          <ClassButton
            key={one.id}
            of={one}
            shortcut={keys.get(one.id) ?? null}
            isPressed={isToggle || chosen.length > 0 ? chosen.includes(one.id) : undefined}
            isShort={isShort}
            isMarked={one === marked}
            onChoose={() => choose(one.id)}
          />
        ))}
      </fieldset>
    </div>
  );
}

/** Long names get the room they need; few of them share the whole row. */
function gridOf(longest: number, isMany: boolean) {
  if (longest > 24) return 'grid-cols-[repeat(auto-fit,minmax(min(100%,16rem),1fr))]';
  return isMany
    ? 'grid-cols-[repeat(auto-fill,minmax(min(100%,10rem),1fr))]'
    : 'grid-cols-[repeat(auto-fit,minmax(min(100%,10rem),1fr))]';
}
