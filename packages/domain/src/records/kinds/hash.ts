import { createHash } from 'node:crypto';

export const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex');
