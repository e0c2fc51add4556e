'use client';
import { createClient } from '@querent/contracts';
import { noteAnswer } from './signed-out';

/** The typed client of this site's own API. */
export const api = createClient('/api/v1', async (input, init) => {
  const response = await fetch(input, init);
  noteAnswer(response.status);
  return response;
});
