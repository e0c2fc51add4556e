'use client';
import { formatCount, many } from '@querent/contracts';
import { useState } from 'react';
import { FIND_ABOVE, findClasses } from '@/task-kinds/find-classes';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/text-field';
import { VirtualList } from '@/ui/virtual-list';
import { namesIn } from './choices';

export interface ClassListProps {
  /** In their order. */
  names: string[];
  /** Of the labels, with how often each is there. */
  found: readonly { name: string; count: number }[];
  /** Labels that were not read yet make classes of their own. */
  mayHaveMore: boolean;
  onAdd: (names: string[]) => void;
  onRemove: (name: string) => void;
}

/** The classes that a project will have: those of the labels, and those that are typed. */
export function ClassList({ names, found, mayHaveMore, onAdd, onRemove }: ClassListProps) {
  const [query, setQuery] = useState('');
  const [typed, setTyped] = useState('');
  const counts = new Map(found.map(({ name, count }) => [name, count]));
  const countOf = (name: string) => counts.get(name) ?? 0;
  const ofFile = names.filter((name) => countOf(name) > 0).length;
  const isMany = names.length > FIND_ABOVE;
  const shown =
    isMany && query !== ''
      ? findClasses(
          query,
          names.map((name) => ({ name })),
        )
      : names.map((name) => ({ name }));
  const more = namesIn(typed).filter((name) => !names.includes(name));
  const adding = (
    <form
      className="grid grid-cols-1 gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(more);
        setTyped('');
      }}
    >
      <TextField
        label={names.length === 0 ? 'Type the classes' : 'More classes, by their names'}
        name="classes"
        hint="One a line, or all in one line with commas between them."
        isLong
        rows={4}
        value={typed}
        onValueChange={setTyped}
      />
      <Button type="submit" className="justify-self-start" disabled={more.length === 0}>
        {more.length > 1 ? `Add ${many(more.length, 'class', 'classes')}` : 'Add the class'}
      </Button>
    </form>
  );
  return (
    <div className="grid grid-cols-1 gap-3">
      <h3 className="font-semibold text-sm">
        {names.length === 0 ? 'Classes' : many(names.length, 'class', 'classes')}
      </h3>
      {ofFile > 0 && (
        <p className="hint">
          {ofFile < names.length ? 'Those with a number of records are called as in the file' : 'Called as in the file'}
          , so that its labels are understood. Once the records are stored, the settings of the project give classes
          other names.
        </p>
      )}
      {mayHaveMore && (
        <p className="hint" data-testid="more-classes">
          These are the classes of the part that was read. Labels further down that name others make new classes when
          the file is imported. Once you type classes yourself, the list stands: records with other labels are left out.
        </p>
      )}
      {isMany && (
        <TextField
          label="Find a class"
          name="find"
          type="search"
          autoComplete="off"
          value={query}
          onValueChange={setQuery}
        />
      )}
      {names.length > 0 && (
        <VirtualList label="Classes" items={shown} keyOf={({ name }) => name}>
          {({ name }) => (
            <div className="flex items-center gap-3 rounded-lg pl-3 hover:bg-sunken">
              <bdi className="min-w-0 flex-1">{name}</bdi>
              <span className="hint digits">{countOf(name) > 0 ? formatCount(countOf(name)) : 'no label yet'}</span>
              <button
                type="button"
                className="grid size-9 shrink-0 place-items-center rounded-lg text-quiet hover:text-bad"
                aria-label={`Remove ${name}`}
                onClick={({ currentTarget }) => {
                  focusBeside(currentTarget);
                  onRemove(name);
                }}
              >
                ✕
              </button>
            </div>
          )}
        </VirtualList>
      )}
      {names.length === 0 ? (
        adding
      ) : (
        <details className="text-sm">
          <summary>More classes</summary>
          <div className="mt-2">{adding}</div>
        </details>
      )}
    </div>
  );
}

/** Who goes by keyboard stays in the list. */
function focusBeside(button: HTMLElement) {
  const line = button.closest('li');
  const other = line?.nextElementSibling ?? line?.previousElementSibling;
  other?.querySelector('button')?.focus();
}
