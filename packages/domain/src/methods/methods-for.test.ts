import { acquisitions } from '@querent/core/acquisitions';
import { posteriors } from '@querent/core/posteriors';
import { selections } from '@querent/core/selections';
import { jsonOf } from '@querent/db';
import { encodingIdOf, makeReadyProject } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listMethods, methodsFor, updateProject } from '../index.js';

const choice = (id: string, options = {}) => ({ id, options });
const NEUTRAL = { acquisition: choice('entropy'), selection: choice('top-k') };

describe('the methods of a project', () => {
  const test = setUpContext();
  let projectId: string;
  beforeAll(async () => {
    projectId = await makeReadyProject(test, { records: 5, members: [test.eve] });
  });
  beforeEach(() => test.db.project.update({ where: { id: projectId }, data: { settings: {} } }));

  const set = (settings: object) => updateProject(test.eve, { projectId, settings });
  const others = acquisitions.list().filter(({ likelihoods }) => !likelihoods.includes('categorical'));

  it.each(others.map(({ id }) => id))('of classes do not take %s, which is refused by its name', async (id) => {
    const { title } = acquisitions.get(id);
    await expect(set({ acquisition: choice(id) })).rejects.toMatchObject({
      code: 'invalid_input',
      detail: expect.stringMatching(/here they are one of several classes\. Choose one of: bald, entropy, /),
    });
    await expect(set({ acquisition: choice(id) })).rejects.toThrow(title);
    const { acquisitions: offered } = await listMethods(test.eve, { projectId });
    expect(offered.map((method) => method.id)).not.toContain(id);
    expect((await test.db.project.findUniqueOrThrow({ where: { id: projectId } })).settings).toEqual({});
  });

  it('take everything that the form offers, but for disagreement where there is none', async () => {
    const offered = await listMethods(test.eve, { projectId });
    for (const { id } of offered.coldStarts) await set({ coldStart: choice(id) });
    const pairs = offered.posteriors.flatMap(({ id: posterior }) => [
      ...offered.acquisitions.map(({ id }) => ({ ...NEUTRAL, posterior, acquisition: choice(id) })),
      ...offered.selections.map(({ id }) => ({ ...NEUTRAL, posterior, selection: choice(id) })),
    ]);
    const refused: string[] = [];
    for (const { posterior, acquisition, selection } of pairs)
      await set({ posterior: choice(posterior), acquisition, selection }).catch(({ code, detail }) => {
        expect(code).toBe('invalid_input');
        expect(detail).toMatch(/asks where draws of the model disagree, and a single network never/);
        refused.push(`${posterior} ${acquisition.id} ${selection.id}`);
      });
    const needy = (methods: { id: string; needsDisagreement?: boolean }[]) =>
      methods.filter(({ needsDisagreement }) => needsDisagreement).map(({ id }) => id);
    expect(refused).toEqual([
      ...needy([...acquisitions.list()].filter(({ likelihoods }) => likelihoods.includes('categorical'))).map(
        (id) => `map ${id} top-k`,
      ),
      ...needy([...selections.list()]).map((id) => `map entropy ${id}`),
    ]);
    expect(pairs.length).toBe(posteriors.list().length * (offered.acquisitions.length + offered.selections.length));
  });

  it('are refused as soon as one change takes the disagreement that another one needs', async () => {
    await set({ network: choice('mlp', { dropout: 0 }), ...NEUTRAL });
    const detail = expect.stringMatching(/^BALD asks where .* this network has no dropout by which they would/);
    await expect(set({ acquisition: choice('bald') })).rejects.toMatchObject({ code: 'invalid_input', detail });
    await expect(set({ selection: choice('batch-bald') })).rejects.toThrow('Choose another selection');
    await set({ acquisition: choice('bald'), posterior: choice('deep-ensemble') });
    await expect(set({ posterior: choice('mc-dropout') })).rejects.toMatchObject({ code: 'invalid_input', detail });
    await set({ network: choice('mlp'), posterior: choice('mc-dropout') });
    await expect(set({ network: choice('mlp', { dropout: 0 }) })).rejects.toMatchObject({ detail });
  });

  it('have networks that the records survive, and others are refused when they are chosen', async () => {
    await expect(set({ network: choice('gal-cnn') })).rejects.toMatchObject({
      code: 'method_unsuitable', // pictures of 4 × 4
    });
    await set({ network: choice('gal-cnn', { kernel: 2 }) });
    const fitted = { shape: [16] };
    const where = { id: encodingIdOf(projectId) };
    const before = await test.db.encoding.findUniqueOrThrow({ where });
    await test.db.encoding.update({ where, data: { fitted } });
    await expect(set({ network: choice('gal-cnn', { kernel: 2 }) })).rejects.toMatchObject({
      code: 'invalid_input',
      detail: 'CNN of Gal et al. takes pictures; the records here are vectors. Choose one of: mlp.',
    });
    await set({ network: choice('mlp') });
    await test.db.encoding.update({ where, data: { fitted: jsonOf(before.fitted) } });
  });

  it('are offered to those who may set them', async () => {
    const ann = await test.as('annotator');
    await expect(listMethods(ann, { projectId })).rejects.toMatchObject({ code: 'project_not_found' });
  });

  it('of labels and of values are those that say so, and none is for nothing', async () => {
    const offers = await Promise.all(
      (['categorical', 'bernoulli', 'gaussian'] as const).map((likelihood) =>
        methodsFor({ likelihood, recordKind: 'row', shape: [4] }),
      ),
    );
    const idsOf = (name: 'acquisition' | 'selection') => offers.map((own) => own[name].list().map(({ id }) => id));
    const [, labels, values] = idsOf('acquisition');
    expect(labels).toEqual(['label-bald', 'label-entropy', 'cardinality', 'uniform']);
    expect(values).toEqual(['gaussian-bald', 'epistemic-variance', 'predictive-variance', 'gaussian-epig', 'uniform']);
    for (const ids of idsOf('selection').slice(1)) expect(ids).not.toContain('badge');
    expect(new Set(idsOf('acquisition').flat()).size).toBe(acquisitions.list().length);
    expect(new Set(idsOf('selection').flat()).size).toBe(selections.list().length);
  });
});
