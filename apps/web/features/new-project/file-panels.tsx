'use client';
import { type ColumnRole, roleIn, type Survey } from '@querent/contracts';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { type Choices, isOfAnswers, rolesOf, withOption, withRole } from './choices';
import { ColumnsPanel } from './columns-panel';
import { WhatItIs } from './what-it-is';

export interface FilePanelsProps {
  fileName: string;
  choices: Choices;
  survey: Survey;
  isLooking: boolean;
  onChange: (changes: Partial<Choices>) => void;
  /** To bring something else. */
  children: ReactNode;
}

/** What is chosen by the labels, and begins anew where they are others. */
const BY_LABELS = { task: undefined, classes: undefined, notClasses: undefined };

/** What a file is, and what its columns are for. */
export function FilePanels({ fileName, choices, survey, isLooking, onChange, children }: FilePanelsProps) {
  const roles = rolesOf(choices, survey);
  const setRole = (name: string, role: ColumnRole) =>
    onChange({
      options: withRole(choices, survey, name, role),
      ...(isOfAnswers(role) || isOfAnswers(roleIn(roles, name) ?? role) ? BY_LABELS : {}),
    });
  const latest = useRef(setRole);
  useEffect(() => {
    latest.current = setRole;
  });
  const setRoleNow = useCallback((name: string, role: ColumnRole) => latest.current(name, role), []);
  return (
    <>
      <WhatItIs
        {...{ fileName, survey, isLooking }}
        options={{ ...survey.options, ...choices.options }}
        onOption={(name, value) => onChange({ options: withOption(choices, survey, name, value), ...BY_LABELS })}
        // What another format can be told is not what this one was.
        onFormat={(format) => onChange({ format, options: undefined, ...BY_LABELS })}
      >
        {children}
      </WhatItIs>
      {survey.columns.length > 0 && (
        <ColumnsPanel columns={survey.columns} readAs={survey.readAs} roles={roles} onRole={setRoleNow} />
      )}
    </>
  );
}
