import assert from 'node:assert/strict';
import { it } from 'node:test';
import { bench } from '../bench/chaos.ts';

it('no acknowledged answer is lost, doubled or changed while processes are killed and the disk fills', async () => {
  const { answers, invariants, acknowledged, backAfterSeconds } = await bench({ seconds: 45, annotators: 4, seed: 3 });
  console.log(`# ${acknowledged} answers; seconds to come back: ${JSON.stringify(backAfterSeconds)}`);
  assert.deepEqual(answers, { lost: 0, doubled: 0, changed: 0, undoneStands: 0 });
  for (const [name, broken] of Object.entries(invariants)) assert.equal(broken, 0, name);
  assert.ok(acknowledged > 20, `only ${acknowledged} answers were taken`);
});
