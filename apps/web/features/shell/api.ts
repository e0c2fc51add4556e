'use client';
import { createClient } from '@querent/contracts';

/** The typed client of this site's own API. */
export const api = createClient('/api/v1');
