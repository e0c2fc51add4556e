import { describe, expect, it } from 'vitest';
import { createVault } from './vault.js';

describe('what is sealed', () => {
  const vault = createVault('one secret');
  it('is opened by whoever has the secret, and says nothing by itself', () => {
    const sealed = vault.seal('a token of another program');
    expect(createVault('one secret').open(sealed)).toBe('a token of another program');
    expect(sealed).not.toContain('token');
    expect(vault.seal('a token of another program')).not.toBe(sealed);
  });
  it('is not opened with another secret, nor where a letter was changed or is missing', () => {
    const sealed = vault.seal('x');
    expect(createVault('another').open(sealed)).toBeNull();
    expect(vault.open(`${sealed.slice(0, -1)}${sealed.endsWith('A') ? 'Q' : 'A'}`)).toBeNull();
    expect(vault.open(sealed.slice(0, 10))).toBeNull();
    expect(vault.open('')).toBeNull();
  });
});
