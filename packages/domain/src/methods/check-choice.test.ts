import { makeReadyProject } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSampleProject, methodsFor, updateProject } from '../index.js';
import { checkChoice } from './check-choice.js';

describe('a choice of a method', () => {
  const test = setUpContext();
  let projectId: string;
  beforeAll(async () => {
    projectId = await makeReadyProject(test, { records: 5, members: [test.eve] });
  });

  const options = { nosuch: 1 };
  it.each([
    ['network', { id: 'mlp', options }],
    ['posterior', { id: 'mc-dropout', options }],
    ['acquisition', { id: 'bald', options }],
    ['selection', { id: 'power', options }],
    ['coldStart', { id: 'typi-clust', options }],
  ])('is refused with an option that it does not know, by the names of those it knows (%s)', async (name, choice) => {
    await expect(updateProject(test.eve, { projectId, settings: { [name]: choice } })).rejects.toMatchObject({
      code: 'invalid_input',
      detail: expect.stringMatching(/has no option nosuch\. (Its options are: \w+|It has no options)/),
    });
    const { settings } = await test.db.project.findUniqueOrThrow({ where: { id: projectId } });
    expect(settings).toEqual({});
  });

  it('of a sample project is refused the same way, and nothing is made', async () => {
    const coldStart = { id: 'k-means', options };
    await expect(createSampleProject(test.eve, { coldStart })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await test.db.project.count()).toBe(1);
  });

  it('is kept as its schema reads it, with the options that were given', async () => {
    const network = { id: 'mlp', options: { units: [8] } };
    expect((await updateProject(test.eve, { projectId, settings: { network } })).settings.network).toEqual(network);
    const { selection, acquisition } = await methodsFor({
      likelihood: 'categorical',
      recordKind: 'image',
      shape: null,
    });
    expect(checkChoice(selection, { id: 'power', options: {} }).options).toEqual({});
    expect(() => checkChoice(selection, { id: 'power', options: { beta: 'much' } })).toThrow('Options of');
    expect(() => checkChoice(acquisition, { id: 'astrology', options: {} })).toThrow('Choose one of');
  });
});
