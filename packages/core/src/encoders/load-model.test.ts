import { expect, it, vi } from 'vitest';
import { encoders } from './index.js';

vi.mock('@huggingface/transformers', () => {
  throw new Error('Cannot find package');
});

it('where the library of Hugging Face is not installed, the command that installs it is told', async () => {
  await expect(encoders.get('hugging-face').prepare([])).rejects.toMatchObject({
    code: 'model_unavailable',
    detail: expect.stringContaining('npm install @huggingface/transformers@4'),
  });
});
