import { createHash, randomBytes } from 'node:crypto';

/** 256 bits that cannot be guessed, in letters that survive a mail client. */
export const newToken = () => randomBytes(32).toString('base64url');
export const hashToken = (token: string) => createHash('sha256').update(token).digest('hex');
