import { createTestContext, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  acceptInvitation,
  addMember,
  type Context,
  createInvitation,
  createPasswords,
  createSampleProject,
  getMe,
  getProject,
  listInvitations,
  listMembers,
  listPeople,
  listProjects,
  putMember,
  removeMember,
  updateMe,
  updatePerson,
  updateProject,
  withdrawInvitation,
} from '../index.js';

const ALL = { limit: 200 };

describe('people', () => {
  let test: TestContext;
  let ada: Context;
  let eve: Context;
  let ann: Context;
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    ada = await test.as('admin');
    eve = await test.as('engineer');
    ann = await test.as('annotator');
  });
  afterAll(() => test.close());

  const tokenOf = (link: string) => new URL(link, 'http://x').searchParams.get('token')!;
  const passwords = createPasswords();
  const accept = (token: string, email: string) =>
    acceptInvitation(
      { db: test.db, passwords },
      { token, email, name: 'New', password: 'long enough indeed' },
      { address: '192.0.2.1', userAgent: 'tests' },
    );

  it('an invitation makes one account, even when two take it at once', async () => {
    const { id: projectId } = await createSampleProject(eve);
    const { link } = await createInvitation(eve, { role: 'annotator', projectId });
    const token = tokenOf(link);
    const taken = await Promise.allSettled(['a@x.org', 'b@x.org'].map((email) => accept(token, email)));
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = taken.find((t) => t.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'invitation_invalid' });
    expect((await listMembers(eve, { projectId, ...ALL })).items.map(({ role }) => role).sort()).toEqual([
      'annotator',
      'engineer',
    ]);
  });

  it('only a hash of the token is stored, and an old link is refused', async () => {
    const { link, id } = await createInvitation(ada, { role: 'engineer', projectId: null });
    const row = await test.db.invitation.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain(tokenOf(link));
    await test.db.invitation.update({ where: { id }, data: { expiresAt: new Date(0) } });
    await expect(accept(tokenOf(link), 'c@x.org')).rejects.toMatchObject({
      code: 'invitation_invalid',
    });
    await withdrawInvitation(ada, { invitationId: id });
    await expect(withdrawInvitation(ada, { invitationId: id })).rejects.toMatchObject({ code: 'invitation_invalid' });
  });

  it('an address that is taken leaves the link unused', async () => {
    const { link } = await createInvitation(ada, { role: 'engineer', projectId: null });
    await expect(accept(tokenOf(link), 'ADMIN1@example.org')).rejects.toMatchObject({
      code: 'email_taken',
    });
    expect((await accept(tokenOf(link), 'Dora@x.org')).person.email).toBe('dora@x.org');
  });

  it('two who take one address at once, each with a link, are one account and one who hears of it', async () => {
    const links = await Promise.all([1, 2].map(() => createInvitation(ada, { role: 'engineer', projectId: null })));
    const ends = await Promise.allSettled(links.map(({ link }) => accept(tokenOf(link), 'twins@x.org')));
    const codes = ends.map((end) => (end.status === 'fulfilled' ? 'made' : end.reason.code));
    expect(codes.sort()).toEqual(['email_taken', 'made']);
  });

  it('engineers invite annotators into their own projects only; annotators invite nobody', async () => {
    const { id: projectId } = await createSampleProject(eve);
    await expect(createInvitation(eve, { role: 'admin', projectId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(createInvitation(eve, { role: 'annotator', projectId: null })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(createInvitation(ann, { role: 'annotator', projectId })).rejects.toMatchObject({
      code: 'project_not_found',
    });
  });

  it('what is for admins is refused to everybody else', async () => {
    for (const context of [eve, ann]) {
      await expect(listPeople(context, ALL)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(updatePerson(context, { personId: context.actor.id, role: 'admin' })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    await expect(createSampleProject(ann)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('the last admin stays admin', async () => {
    const admins = (await listPeople(ada, ALL)).items.filter(({ role }) => role === 'admin');
    expect(admins).toHaveLength(1);
    await expect(updatePerson(ada, { personId: ada.actor.id, role: 'engineer' })).rejects.toMatchObject({
      code: 'last_admin',
    });
    await expect(updatePerson(ada, { personId: 'nobody', role: 'engineer' })).rejects.toMatchObject({
      code: 'person_not_found',
    });
    expect((await updatePerson(ada, { personId: ann.actor.id, role: 'annotator' })).role).toBe('annotator');
  });

  it('projects are seen by their members and admins, changed by their engineers', async () => {
    const { id: projectId } = await createSampleProject(eve);
    expect((await listProjects(ann, ALL)).items.map(({ id }) => id)).not.toContain(projectId);
    expect((await listProjects(ada, ALL)).items.map(({ id }) => id)).toContain(projectId);
    await expect(getProject(ann, { projectId })).rejects.toMatchObject({ code: 'project_not_found' });
    await putMember(eve, { projectId, personId: ann.actor.id, role: 'annotator' });
    expect(await getProject(ann, { projectId })).toMatchObject({ canManage: false, canAnnotate: true });
    await expect(updateProject(ann, { projectId, name: 'mine' })).rejects.toMatchObject({ code: 'forbidden' });
    const settings = { labelsPerRound: 5, acquisition: { id: 'entropy', options: {} } };
    expect((await updateProject(eve, { projectId, settings })).settings).toMatchObject({ ...settings, draws: 20 });
    const wrong = { settings: { acquisition: { id: 'magic', options: {} } } };
    await expect(updateProject(eve, { projectId, ...wrong })).rejects.toMatchObject({
      code: 'invalid_input',
      detail: expect.stringContaining('bald'),
    });
    // A core-set of hidden vectors needs a model, which is not there at a cold start.
    const early = { coldStart: { id: 'core-set', options: {} } };
    for (const refused of [
      () => updateProject(eve, { projectId, settings: early }),
      () => createSampleProject(eve, early),
    ])
      await expect(refused()).rejects.toMatchObject({
        code: 'invalid_input',
        detail: expect.stringContaining('uniform, k-means, typi-clust, prob-cover'),
      });
    await removeMember(eve, { projectId, personId: ann.actor.id });
    await expect(removeMember(eve, { projectId, personId: ann.actor.id })).rejects.toMatchObject({
      code: 'person_not_found',
    });
    await expect(putMember(eve, { projectId, personId: 'nobody', role: 'annotator' })).rejects.toMatchObject({
      code: 'person_not_found',
    });
  });

  it('an engineer who is made an annotator acts as one in every project, until made an engineer again', async () => {
    const dan = await test.as('engineer');
    const { id: projectId } = await createSampleProject(dan);
    const demoted: Context = { ...dan, actor: { ...dan.actor, role: 'annotator' } };
    await updatePerson(ada, { personId: dan.actor.id, role: 'annotator' });
    expect(await getProject(demoted, { projectId })).toMatchObject({ canManage: false, canAnnotate: true });
    expect((await listProjects(demoted, ALL)).items).toMatchObject([{ canManage: false }]);
    const refused = await Promise.allSettled([
      updateProject(demoted, { projectId, name: 'mine' }),
      listMembers(demoted, { projectId, ...ALL }),
      removeMember(demoted, { projectId, personId: dan.actor.id }),
      createInvitation(demoted, { role: 'annotator', projectId }),
    ]);
    for (const end of refused) expect(end).toMatchObject({ status: 'rejected', reason: { code: 'forbidden' } });
    await createInvitation(ada, { role: 'annotator', projectId });
    expect(await listInvitations(demoted, ALL)).toEqual({ items: [], next: null });
    await updatePerson(ada, { personId: dan.actor.id, role: 'engineer' });
    expect(await getProject(dan, { projectId })).toMatchObject({ canManage: true });
  });

  it('an annotator is made engineer of no project', async () => {
    const { id: projectId } = await createSampleProject(eve);
    const put = (role: 'engineer' | 'annotator') => putMember(eve, { projectId, personId: ann.actor.id, role });
    await expect(put('engineer')).rejects.toMatchObject({
      code: 'role_too_low',
      detail: expect.stringContaining('Ask an admin'),
    });
    expect((await listMembers(eve, { projectId, ...ALL })).items).toHaveLength(1);
    expect((await put('annotator')).role).toBe('annotator');
  });

  it('somebody with an account is made a member by the e-mail address, once, by those who manage the project', async () => {
    const { id: projectId } = await createSampleProject(eve);
    const { email } = await getMe(ann);
    const add = (context: Context, who = email) => addMember(context, { projectId, email: who, role: 'annotator' });
    await expect(add(ann)).rejects.toMatchObject({ code: 'project_not_found' });
    await expect(add(eve, 'nobody@example.org')).rejects.toMatchObject({ code: 'person_not_found' });
    expect(await add(eve, email.toUpperCase())).toMatchObject({ person: { email }, role: 'annotator' });
    expect(await getProject(ann, { projectId })).toMatchObject({ canManage: false, canAnnotate: true });
    await expect(add(eve)).rejects.toMatchObject({ code: 'already_member' });
    await expect(add(ann)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('a name is changed by its bearer', async () => {
    expect((await updateMe(ann, { name: 'Ann Other' })).name).toBe('Ann Other');
    expect((await getMe(ann)).name).toBe('Ann Other');
  });

  it('a member who is removed by two at once is removed once, and neither call breaks', async () => {
    const { id: projectId } = await createSampleProject(eve);
    await putMember(eve, { projectId, personId: ann.actor.id, role: 'annotator' });
    const ends = await Promise.allSettled(
      Array.from({ length: 6 }, () => removeMember(eve, { projectId, personId: ann.actor.id })),
    );
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const end of ends)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'person_not_found' });
  });

  it('a member who is made one by two at once is one', async () => {
    const { id: projectId } = await createSampleProject(eve);
    const put = () => putMember(eve, { projectId, personId: ann.actor.id, role: 'annotator' });
    await Promise.all([put(), put(), put()]);
    expect((await listMembers(eve, { projectId, ...ALL })).items).toHaveLength(2);
  });

  it('an account that is gone is signed out', async () => {
    const gone = { ...ann, actor: { ...ann.actor, id: 'gone' } };
    await expect(getMe(gone)).rejects.toMatchObject({ code: 'not_signed_in' });
  });
});
