import { SampleId } from '@querent/contracts';
import { setUpContext } from '@querent/testing/vitest';
import { describe, expect, it } from 'vitest';
import { runImport } from '../../background/index.js';
import { createSampleProject, getProject, listRecords } from '../../index.js';
import { samples } from './index.js';
import { sampleProjects } from './projects.js';

const test = setUpContext();
/** What two records have in common is asked about once: of the flowers, two have the same measures. */
const RECORDS: Record<SampleId, number> = { digits: 10_000, 'web-features': 585, iris: 149, 'digit-vectors': 3_000 };
/** Importing the largest takes a minute, and its journey does so. */
const IMPORTED = SampleId.options.filter((id) => id !== 'digits');

describe.each(SampleId.options)('the sample %s', (id) => {
  it('has labels of all its classes and no others, and enough records to measure on', async () => {
    const { classes, holdout, recordKind } = sampleProjects[id];
    const { records } = samples[id];
    const all = await records();
    expect(new Set(all.map(({ label }) => label))).toEqual(new Set(classes.map(({ name }) => name)));
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(new Set(all.map(({ content }) => content.kind))).toEqual(new Set([recordKind]));
    expect(all.length).toBeGreaterThanOrEqual(RECORDS[id]);
    expect(holdout).toBeLessThanOrEqual(all.length / 3);
    expect(await records()).toEqual(all.map((one) => expect.objectContaining({ name: one.name, label: one.label })));
    // Nothing about the labels is told by the order.
    expect(new Set(all.slice(0, 100).map(({ label }) => label)).size).toBe(classes.length);
  });
});

it.each(IMPORTED)('the sample %s comes in whole, and may be labelled at once', async (sample) => {
  const { id: projectId, import: waiting } = await createSampleProject(test.eve, { sample });
  await runImport(test.system, { importId: waiting!.id }, new AbortController().signal);
  const project = await getProject(test.eve, { projectId });
  expect(project.import).toMatchObject({ state: 'done', rejectedCount: 0, added: RECORDS[sample] });
  expect(project.counts).toMatchObject({
    records: RECORDS[sample],
    holdout: sampleProjects[sample].holdout,
    labelled: 0,
  });
  expect(project.encoding).toMatchObject({ state: 'queued', reason: expect.stringMatching(/\.$/) });
  const { items } = await listRecords(test.eve, { projectId, limit: 1 });
  expect(items[0]!.content.kind).toBe(sampleProjects[sample].recordKind);
});
