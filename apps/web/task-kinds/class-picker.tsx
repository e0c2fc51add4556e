'use client';
import type { Class } from '@querent/contracts';
import { type CSSProperties, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { ClassButton } from './class-button';
import { classKeys } from './class-keys';
import { FIND_ABOVE, findClasses } from './find-classes';
import { FindField } from './find-field';

export interface ClassPickerProps {
  /** Those in use, in their order. */
  classes: readonly Class[];
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
  const word = Math.max(0, ...classes.flatMap(({ name }) => name.split(/[\s-]+/).map(({ length }) => length)));
  const isShort = longest <= 4;
  const hasDots = classes.some(({ colour }) => colour);
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
  const latest = useRef(choose);
  useEffect(() => {
    latest.current = choose;
  });
  const chooseNow = useCallback((id: string) => latest.current(id), []);
  return (
    <div className="grid gap-2 short:flex short:min-h-0 short:flex-1 short:flex-col short:gap-1">
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
        className={`grid min-w-0 auto-rows-max content-start gap-2 short:min-h-0 short:flex-1 short:gap-1.5 short:overflow-y-auto short:p-1 ${isShort ? SHORT_GRID : gridOf(longest, word, isMany)} ${heightOf(isMany, isToggle)}`}
        style={isShort ? nameWidth(longest, hasDots) : undefined}
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
            isOfMany={isMany}
            isMarked={one === marked}
            onChoose={chooseNow}
          />
        ))}
      </fieldset>
    </div>
  );
}

/** Five of the shortest names beside each other, fewer where they and their keys would not fit; a phone has no keys. */
const SHORT_GRID =
  '[--beside:3.1rem] max-sm:[--beside:1.1rem] short:max-lg:[--beside:1.1rem] grid-cols-[repeat(auto-fit,minmax(max(var(--beside)+var(--name),(100%-2.1rem)/5),1fr))]';
const [REM_A_LETTER, REM_OF_DOT] = [0.9, 1.25];
const nameWidth = (letters: number, hasDots: boolean) =>
  ({ '--name': `${letters * REM_A_LETTER + (hasDots ? REM_OF_DOT : 0)}rem` }) as CSSProperties; // its type knows no such names

/** On an upright phone the card keeps ten rem, whatever else stands there; what does not fit scrolls. */
function heightOf(isMany: boolean, isToggle: boolean) {
  if (isMany)
    return `h-[max(9rem,24dvh)] overflow-y-auto p-1 ${isToggle ? 'max-sm:h-[max(6rem,min(24dvh,100dvh-28rem))]' : 'max-sm:h-[max(6rem,min(24dvh,100dvh-25rem))]'} short:h-auto`;
  return `max-sm:overflow-y-auto max-sm:p-1 ${isToggle ? 'max-sm:max-h-[max(7rem,100dvh-25rem)]' : 'max-sm:max-h-[max(7rem,100dvh-22rem)]'} short:max-h-none`;
}

/** Long names, and words of them, get the room they need; few of them share the whole row. */
function gridOf(longest: number, word: number, isMany: boolean) {
  if (longest > 24 || word > 16) return 'grid-cols-[repeat(auto-fit,minmax(min(100%,16rem),1fr))]';
  if (word > 12)
    return `${isMany ? 'grid-cols-[repeat(auto-fill,minmax(min(100%,14rem),1fr))]' : 'grid-cols-[repeat(auto-fit,minmax(min(100%,14rem),1fr))]'} max-sm:grid-cols-[repeat(auto-fit,minmax(min(100%,10rem),1fr))] short:grid-cols-2`;
  const small = longest > 14 ? '' : 'max-sm:grid-cols-[repeat(auto-fit,minmax(8rem,1fr))] short:grid-cols-2';
  if (isMany) return `grid-cols-[repeat(auto-fill,minmax(min(100%,12rem),1fr))] ${small}`;
  return longest > 12
    ? `grid-cols-[repeat(auto-fit,minmax(min(100%,12rem),1fr))] ${small}`
    : `grid-cols-[repeat(auto-fit,minmax(min(100%,10rem),1fr))] ${small}`;
}
