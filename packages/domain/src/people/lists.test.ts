import type { Page, PageQuery } from '@querent/contracts';
import { createTestContext, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  type Context,
  createInvitation,
  createSampleProject,
  listInvitations,
  listMembers,
  listPeople,
  listProjects,
  putMember,
  withdrawInvitation,
} from '../index.js';

describe('lists of which a page is given at a time', () => {
  let test: TestContext;
  let ada: Context;
  let projectId: string;
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    ada = await test.as('admin');
    for (let n = 0; n < 5; n++) ({ id: projectId } = await createSampleProject(ada));
    for (let n = 0; n < 4; n++) {
      const { actor } = await test.as('annotator');
      await putMember(ada, { projectId, personId: actor.id, role: 'annotator' });
      await createInvitation(ada, { role: 'annotator', projectId });
    }
  });
  afterAll(() => test.close());

  type List = (page: PageQuery) => Promise<Page<{ id: string } | { person: { id: string } }>>;
  const lists: [name: string, list: List, length: number][] = [
    ['projects', (page) => listProjects(ada, page), 5],
    ['people', (page) => listPeople(ada, page), 5],
    ['members', (page) => listMembers(ada, { projectId, ...page }), 5],
    ['invitations', (page) => listInvitations(ada, page), 4],
  ];
  const idOf = (row: { id: string } | { person: { id: string } }) => ('id' in row ? row.id : row.person.id);

  it.each(lists)(
    '%s: the pages, one after the other, are the list, and the last one says so',
    async (_, list, length) => {
      const whole = await list({ limit: 200 });
      expect(whole).toMatchObject({ items: { length }, next: null });
      const seen: string[] = [];
      let cursor: string | null | undefined;
      for (let pages = 0; pages < 3 && cursor !== null; pages++) {
        const page = await list({ limit: 2, cursor });
        expect(page.items.length).toBe(Math.min(2, length - seen.length));
        seen.push(...page.items.map(idOf));
        cursor = page.next;
      }
      expect(cursor).toBeNull();
      expect(seen).toEqual(whole.items.map(idOf));
    },
  );

  it.each(lists)('%s: a cursor that no page gave is refused', async (_, list) => {
    await expect(list({ limit: 2, cursor: '7' })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('a page begins after its cursor also where that row has gone', async () => {
    const { items, next } = await listInvitations(ada, { limit: 2 });
    await withdrawInvitation(ada, { invitationId: items[1]!.id });
    const rest = await listInvitations(ada, { limit: 2, cursor: next! });
    expect(rest).toMatchObject({ items: { length: 2 }, next: null });
    expect(rest.items.map(({ id }) => id)).not.toContain(items[0]!.id);
  });

  it('invitations may be those into one project only', async () => {
    const { id: other } = await createSampleProject(ada);
    const { id } = await createInvitation(ada, { role: 'annotator', projectId: other });
    expect(await listInvitations(ada, { limit: 9, projectId: other })).toMatchObject({ items: [{ id }], next: null });
  });
});
