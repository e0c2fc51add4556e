import { listen } from '@querent/db';
import { createTestContext, makeReadyProject, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  acceptInvitation,
  actorOf,
  type Context,
  changePassword,
  claimCards,
  createInvitation,
  createPasswords,
  createResetLink,
  listInvitations,
  listPeople,
  putMember,
  removeMember,
  resetPassword,
  signIn,
  signOut,
  updatePerson,
  withdrawInvitation,
} from '../index.js';

const FIRST = 'the first password';
const SECOND = 'the second password';
const caller = { address: '192.0.2.1', userAgent: 'tests' };

const ALL = { limit: 200 };

describe('accounts', () => {
  let test: TestContext;
  let ada: Context;
  let told: string[] = [];
  let listener: ReturnType<typeof listen>;
  const passwords = createPasswords();
  const secured = (context: Context) => ({ ...context, passwords });
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    ada = await test.as('admin');
    listener = listen(test.url, { onProject: () => {}, onPerson: (id) => id && told.push(id) });
  });
  afterAll(async () => {
    await listener.close();
    await test.close();
  });

  const tokenOf = (link: string) => new URL(link, 'http://x').searchParams.get('token')!;
  const open = async (by: Context, role: 'engineer' | 'annotator' | 'admin', projectId: string | null = null) =>
    createInvitation(by, { role, projectId });
  const accept = (link: string, email: string) =>
    acceptInvitation(secured(ada), { token: tokenOf(link), name: 'New', email, password: FIRST }, caller);
  /** Somebody with an account, signed in. */
  async function join(role: 'engineer' | 'annotator' | 'admin', email: string) {
    const { person, sessionToken } = await accept((await open(ada, role)).link, email);
    const context: Context = { ...ada, actor: { id: person.id, role } };
    return { context, email, personId: person.id, sessionId: await sessionOf(sessionToken) };
  }
  const sessionOf = async (token: string) =>
    (await test.db.session.findUniqueOrThrow({ where: { token }, select: { id: true } })).id;
  const enter = async (email: string, password: string) =>
    sessionOf((await signIn(secured(ada), { email, password }, caller)).sessionToken);
  const sessions = async (userId: string) =>
    (await test.db.session.findMany({ where: { userId } })).map(({ id }) => id).sort();
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      (error: { code?: string }) => error.code ?? String(error),
    );
  async function untilTold(personId: string) {
    for (let tries = 0; tries < 100 && !told.includes(personId); tries++) await new Promise((r) => setTimeout(r, 20));
    expect(told).toContain(personId);
    told = [];
  }

  it('a changed password keeps the own session and ends all others', async () => {
    const { context, email, personId, sessionId } = await join('annotator', 'a@x.org');
    await enter(email, FIRST);
    expect(await sessions(personId)).toHaveLength(2);
    const change = (password: string) =>
      changePassword(secured(context), { password, newPassword: SECOND }, { sessionId, address: caller.address });
    expect(await codeOf(change('wrong'))).toBe('wrong_password');
    expect(await sessions(personId)).toHaveLength(2);
    told = [];
    await change(FIRST);
    expect(await sessions(personId)).toEqual([sessionId]);
    await untilTold(personId);
    expect(await codeOf(enter(email, FIRST))).toBe('wrong_password');
    expect(await codeOf(enter(email, SECOND))).toBe('done');
  });

  it('who holds a session does not guess its password past the limit either', async () => {
    const { context, sessionId } = await join('annotator', 'a2@x.org');
    const all = await Promise.all(
      Array.from({ length: 12 }, () =>
        codeOf(
          changePassword(
            secured(context),
            { password: 'wrong', newPassword: SECOND },
            { sessionId, address: '10.0.0.1' },
          ),
        ),
      ),
    );
    expect(all.filter((code) => code === 'too_many_attempts')).toHaveLength(2);
  });

  it('signing out ends one session, tells of it, and may be done again', async () => {
    const { email, personId, sessionId } = await join('annotator', 'b@x.org');
    const other = await enter(email, FIRST);
    told = [];
    await signOut(test, { sessionId });
    await untilTold(personId);
    await Promise.all([signOut(test, { sessionId }), signOut(test, { sessionId })]);
    expect(await sessions(personId)).toEqual([other]);
  });

  it('a reset link sets a new password once, ends all sessions and is stored as a hash', async () => {
    const { email, personId, sessionId } = await join('annotator', 'c@x.org');
    const { link } = await createResetLink(ada, { personId });
    expect(JSON.stringify(await test.db.resetLink.findMany())).not.toContain(tokenOf(link));
    const reset = () => resetPassword(secured(ada), { token: tokenOf(link), newPassword: SECOND }, caller);
    told = [];
    const both = await Promise.allSettled([reset(), reset()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await untilTold(personId);
    const now = await sessions(personId);
    expect(now).toHaveLength(1);
    expect(now).not.toContain(sessionId);
    expect(await codeOf(reset())).toBe('reset_link_invalid');
    expect(await codeOf(enter(email, FIRST))).toBe('wrong_password');
    expect(await codeOf(enter(email, SECOND))).toBe('done');
  });

  it('a reset link ends with a newer one, a changed password, its time, or the admin’s rights', async () => {
    const { context, personId, sessionId } = await join('annotator', 'd@x.org');
    const reset = (link: string) =>
      codeOf(resetPassword(secured(ada), { token: tokenOf(link), newPassword: SECOND }, caller));
    const first = await createResetLink(ada, { personId });
    const second = await createResetLink(ada, { personId });
    expect(await reset(first.link)).toBe('reset_link_invalid');
    await changePassword(
      secured(context),
      { password: FIRST, newPassword: SECOND },
      { sessionId, address: caller.address },
    );
    expect(await reset(second.link)).toBe('reset_link_invalid');
    const third = await createResetLink(ada, { personId });
    await test.db.resetLink.updateMany({ data: { expiresAt: new Date(0) } });
    expect(await reset(third.link)).toBe('reset_link_invalid');
    const bob = await join('admin', 'd2@x.org');
    const fourth = await createResetLink(bob.context, { personId });
    await updatePerson(ada, { personId: bob.personId, role: 'engineer' });
    expect(await reset(fourth.link)).toBe('reset_link_invalid');
    expect(await codeOf(createResetLink(bob.context, { personId }))).toBe('forbidden'); // asked while still an admin
    expect(await codeOf(createResetLink(context, { personId }))).toBe('forbidden');
    expect(await codeOf(createResetLink(ada, { personId: 'nobody' }))).toBe('person_not_found');
  });

  it('a deactivated person is out at once: sessions, records in hand, links; active again, the rest is there', async () => {
    const { context, email, personId } = await join('annotator', 'e@x.org');
    const projectId = await makeReadyProject(test, { records: 20, members: [context] });
    await claimCards(context, { projectId, count: 3, keep: [] });
    const { link } = await createResetLink(ada, { personId });
    told = [];
    expect((await updatePerson(ada, { personId, isActive: false })).isActive).toBe(false);
    await untilTold(personId);
    expect(await sessions(personId)).toEqual([]);
    expect(await test.db.lease.count({ where: { annotatorId: personId } })).toBe(0);
    expect(await codeOf(enter(email, FIRST))).toBe('account_deactivated');
    expect(await codeOf(resetPassword(secured(ada), { token: tokenOf(link), newPassword: SECOND }, caller))).toBe(
      'reset_link_invalid',
    );
    expect(await codeOf(createResetLink(ada, { personId }))).toBe('account_deactivated');
    expect((await listPeople(ada, ALL)).items.find(({ id }) => id === personId)?.isActive).toBe(false);
    expect((await updatePerson(ada, { personId, isActive: true })).isActive).toBe(true);
    expect(await codeOf(enter(email, FIRST))).toBe('done');
    expect((await claimCards(context, { projectId, count: 3, keep: [] })).cards).toHaveLength(3);
  });

  it('a session that is left of a deactivated account is nobody’s', async () => {
    const user = { id: 'x', role: 'admin', deactivatedAt: null };
    expect(actorOf(user)).toEqual({ id: 'x', role: 'admin' });
    expect(actorOf({ ...user, deactivatedAt: new Date() })).toBeNull();
  });

  it('an active admin stays, even when the last two turn on each other at once', async () => {
    const bob = await join('admin', 'f@x.org');
    const ends = await Promise.all([
      codeOf(updatePerson(ada, { personId: bob.personId, isActive: false })),
      codeOf(updatePerson(bob.context, { personId: ada.actor.id, role: 'engineer' })),
    ]);
    expect(ends.filter((code) => code === 'done')).toHaveLength(1);
    await test.db.user.update({ where: { id: ada.actor.id }, data: { role: 'admin' } });
    await test.db.user.update({ where: { id: bob.personId }, data: { deactivatedAt: new Date() } });
    expect(await codeOf(updatePerson(ada, { personId: ada.actor.id, isActive: false }))).toBe('last_admin');
    expect(await codeOf(updatePerson(ada, { personId: ada.actor.id, role: 'annotator' }))).toBe('last_admin');
  });

  describe('links of somebody who may no longer give what they give', () => {
    it.each([
      ['is deactivated', (personId: string) => updatePerson(ada, { personId, isActive: false })],
      [
        'is removed from the project',
        (personId: string, projectId: string) => removeMember(ada, { projectId, personId }),
      ],
      [
        'becomes an annotator of the project',
        (personId: string, projectId: string) => putMember(ada, { projectId, personId, role: 'annotator' }),
      ],
      ['becomes an annotator everywhere', (personId: string) => updatePerson(ada, { personId, role: 'annotator' })],
    ])('end when an engineer %s', async (what, change) => {
      const eve = await join('engineer', `${what.replaceAll(' ', '-')}@x.org`);
      const projectId = await makeReadyProject(test, { records: 5, members: [eve.context] });
      const { id, link } = await open(eve.context, 'annotator', projectId);
      told = [];
      await change(eve.personId, projectId);
      await untilTold(eve.personId);
      expect(await test.db.invitation.findUnique({ where: { id } })).toBeNull();
      expect(await codeOf(accept(link, 'late@x.org'))).toBe('invitation_invalid');
    });

    it('end when an admin is demoted, except those that an engineer of the project gives', async () => {
      const bob = await join('admin', 'g@x.org');
      const projectId = await makeReadyProject(test, { records: 5, members: [] });
      await putMember(ada, { projectId, personId: bob.personId, role: 'engineer' });
      const stays = await open(bob.context, 'annotator', projectId);
      const ended = await Promise.all([open(bob.context, 'admin'), open(bob.context, 'engineer', projectId)]);
      await updatePerson(ada, { personId: bob.personId, role: 'engineer' });
      for (const { link } of ended) expect(await codeOf(accept(link, 'late@x.org'))).toBe('invitation_invalid');
      expect(await codeOf(accept(stays.link, 'early@x.org'))).toBe('done');
    });

    it('are refused at acceptance too, whichever way the rights were lost', async () => {
      const eve = await join('engineer', 'h@x.org');
      const projectId = await makeReadyProject(test, { records: 5, members: [eve.context] });
      const { link } = await open(eve.context, 'annotator', projectId);
      await test.db.member.deleteMany({ where: { userId: eve.personId } });
      expect(await codeOf(accept(link, 'late@x.org'))).toBe('invitation_invalid');
      expect(await test.db.user.count({ where: { email: 'late@x.org' } })).toBe(0);
    });
  });

  it('engineers see and withdraw the links into their projects; annotators see none', async () => {
    const eve = await join('engineer', 'i@x.org');
    const ann = await join('annotator', 'i2@x.org');
    const mine = await makeReadyProject(test, { records: 5, members: [eve.context, ann.context] });
    const other = await makeReadyProject(test, { records: 5, members: [] });
    const [own, admins, foreign] = await Promise.all([
      open(eve.context, 'annotator', mine),
      open(ada, 'engineer', mine),
      open(ada, 'annotator', other),
    ]);
    const seen = async (context: Context) => (await listInvitations(context, ALL)).items.map(({ id }) => id).sort();
    expect(await seen(eve.context)).toEqual([own.id, admins.id].sort());
    expect(await seen(ann.context)).toEqual([]);
    expect(await seen(ada)).toEqual(expect.arrayContaining([own.id, admins.id, foreign.id]));
    const withdraw = (context: Context, invitationId: string) => codeOf(withdrawInvitation(context, { invitationId }));
    expect(await withdraw(eve.context, foreign.id)).toBe('invitation_invalid');
    expect(await withdraw(ann.context, own.id)).toBe('invitation_invalid');
    const ends = await Promise.all(Array.from({ length: 6 }, () => withdraw(eve.context, own.id)));
    expect(ends.filter((code) => code === 'done')).toHaveLength(1);
    expect(new Set(ends)).toEqual(new Set(['done', 'invitation_invalid']));
    expect(await codeOf(accept(own.link, 'late@x.org'))).toBe('invitation_invalid');
  });
});
