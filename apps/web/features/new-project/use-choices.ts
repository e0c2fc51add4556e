'use client';
import { inWords, issueInWords } from '@querent/contracts';
import { useState } from 'react';
import type { z } from 'zod';
import { type Choices, choicesFor } from './choices';

/** What a person chooses of what a survey of a file proposes. */
export function useChoices(fileName: string) {
  const [choices, setChoices] = useState<Choices>(() => choicesFor(fileName));
  return { choices, change: (changes: Partial<Choices>) => setChoices((now) => ({ ...now, ...changes })) };
}

/** What is sent. @throws what is wrong with it, in sentences */
export function checked<Schema extends z.ZodType>(schema: Schema, unverified: z.input<Schema>): z.output<Schema> {
  const parsed = schema.safeParse(unverified, { error: inWords });
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => `${issueInWords(issue)}.`).join(' '));
}
