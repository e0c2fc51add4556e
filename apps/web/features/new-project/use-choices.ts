'use client';
import { inWords, issueInWords, type Upload } from '@querent/contracts';
import { useState } from 'react';
import type { z } from 'zod';
import { findDraft, keepDraft } from '@/features/uploads/kept-drafts';
import { Choices, choicesFor } from './choices';

/** What a person chooses of what a survey of a file proposes; also after a reload, and after signing in anew. */
export function useChoices({ id, name }: Upload) {
  const [choices, setChoices] = useState<Choices>(() => Choices.safeParse(findDraft(id)).data ?? choicesFor(name));
  const change = (changes: Partial<Choices>) =>
    setChoices((now) => {
      const next = { ...now, ...changes };
      keepDraft(id, next);
      return next;
    });
  return { choices, change };
}

/** What is sent. @throws what is wrong with it, in sentences */
export function checked<Schema extends z.ZodType>(schema: Schema, unverified: z.input<Schema>): z.output<Schema> {
  const parsed = schema.safeParse(unverified, { error: inWords });
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => `${issueInWords(issue)}.`).join(' '));
}
