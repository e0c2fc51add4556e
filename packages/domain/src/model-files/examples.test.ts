import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { examplesOf } from './examples.js';

const FILE = 'Handwritten-digits-r3-1a2b3c4d-records.onnx';
const digits = { name: 'images', dtype: 'uint8' as const, shape: [28, 28, 1], before: '' };

describe('examples that run a model', () => {
  it.each(examplesOf(FILE, digits))(
    'of $title stand in docs/examples as the page shows them, in ten lines',
    (example) => {
      const kept = readFileSync(new URL(`../../../../docs/examples/${example.file}`, import.meta.url), 'utf8');
      expect(example.code).toBe(kept);
      expect(kept.trimEnd().split('\n').length).toBeLessThanOrEqual(10);
    },
  );

  it('say of features that raw values give wrong answers, and of records nothing of it', () => {
    const features = { name: 'features', dtype: 'float32' as const, shape: [49], before: '' };
    for (const { code } of examplesOf('m.onnx', features)) {
      expect(code.split('\n')[0]).toMatch(/^(#|\/\/|<!--) .* Raw values give wrong answers without an error/);
      expect(code).toContain('/predict');
    }
    for (const { code } of examplesOf(FILE, digits)) expect(code).not.toContain('Raw values');
  });

  it('feed numbers as the model takes them', () => {
    const [python, node, browser] = examplesOf('m.onnx', {
      name: 'vectors',
      dtype: 'float32',
      shape: [49],
      before: '',
    });
    expect(python!.code).toContain('vectors = np.array(records, dtype=np.float32).reshape(-1, 49)');
    expect(node!.code).toContain("new ort.Tensor('float32', values, [records.length, 49])");
    expect(browser!.code).toContain(
      "new ort.Tensor('float32', Float32Array.from(records.flat(Infinity)), [records.length, 49])",
    );
  });
});
