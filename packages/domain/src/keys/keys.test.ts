import { CreateKey, ROUTES, type RouteAccess, type RouteEntry, Scope } from '@querent/contracts';
import { createTestContext, makeReadyProject, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import {
  actorOfKey,
  type Context,
  createKey,
  createProject,
  createSampleProject,
  createUpload,
  deleteProject,
  getLimits,
  getProject,
  getUpload,
  listInvitations,
  listKeys,
  listOwnKeys,
  listPeople,
  listProjects,
  removeUpload,
  requireAccess,
  revokeKey,
  updatePerson,
} from '../index.js';

const ALL = { limit: 200 };
const ADDRESS = '192.0.2.1';
const day = 86_400_000;

describe('keys', () => {
  let test: TestContext;
  let ada: Context;
  let eve: Context;
  let projectId: string;
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    [ada, eve] = [await test.as('admin'), await test.as('engineer')];
    projectId = await makeReadyProject(test, { records: 15, members: [eve] });
  });
  beforeEach(async () => {
    await test.db.apiKey.deleteMany();
    await test.db.signInLimit.deleteMany();
  });
  afterAll(() => test.close());

  const make = (by: Context, wanted: Partial<CreateKey> = {}) =>
    createKey(by, CreateKey.parse({ name: 'A program', ...wanted }));
  const enter = (unverifiedKey: string, address = ADDRESS) => actorOfKey(test, { unverifiedKey, address });
  const using = async (key: string): Promise<Context> => ({ ...test.system, actor: await enter(key) });
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      (error: { code?: string }) => error.code ?? String(error),
    );

  it('a key acts as its person, and is kept as a hash that nobody can send', async () => {
    const { key, id, start } = await make(eve, { scope: 'label' });
    expect(key).toMatch(/^querent_[\w-]{43}[0-9a-f]{6}$/);
    expect(key.startsWith(start) && start.length).toBe(12);
    expect(await enter(key)).toEqual({ ...eve.actor, key: { scope: 'label', projectId: null, expiresAt: null } });
    const row = await test.db.apiKey.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain(key.slice(start.length));
    expect(await codeOf(enter(row.keyHash))).toBe('key_invalid');
    expect(new Set(await Promise.all([1, 2, 3].map(async () => (await make(eve)).key))).size).toBe(3);
  });

  it('one that is revoked, has expired, was not copied whole, or never was, says what to do next', async () => {
    const { key, id } = await make(eve, { days: 1 });
    const tampered = key.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    await expect(enter(tampered)).rejects.toMatchObject({ code: 'key_invalid', detail: /Copy it once more/ });
    await expect(enter('querent_short')).rejects.toMatchObject({ code: 'key_invalid', detail: /Copy it once more/ });
    await test.db.apiKey.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
    await expect(enter(key)).rejects.toMatchObject({ code: 'key_invalid', detail: /“A program” has expired/ });
    await revokeKey(eve, { keyId: id });
    await expect(enter(key)).rejects.toMatchObject({ code: 'key_invalid', detail: /may have been revoked/ });
    expect(await codeOf(revokeKey(eve, { keyId: id }))).toBe('key_not_found');
  });

  it('ends with the account, and does not come back with it', async () => {
    const bob = await test.as('annotator');
    const { key } = await make(bob);
    await test.db.user.update({ where: { id: bob.actor.id }, data: { deactivatedAt: new Date() } });
    await expect(enter(key)).rejects.toMatchObject({ code: 'key_invalid', detail: /deactivated/ });
    await updatePerson(ada, { personId: bob.actor.id, isActive: false });
    expect(await codeOf(make(bob))).toBe('not_signed_in');
    await updatePerson(ada, { personId: bob.actor.id, isActive: true });
    expect(await codeOf(enter(key))).toBe('key_invalid');
  });

  it('has the role of its person at the moment of the request', async () => {
    const once = await test.as('admin');
    const { key } = await make(once, { scope: 'manage' });
    expect((await listPeople(await using(key), ALL)).items.length).toBeGreaterThan(0);
    await updatePerson(ada, { personId: once.actor.id, role: 'annotator' });
    expect((await enter(key)).role).toBe('annotator');
    expect(await codeOf(using(key).then((context) => listPeople(context, ALL)))).toBe('forbidden');
  });

  it('each scope may what the table of routes says, and none what gives rights', async () => {
    const accesses = Object.values<RouteEntry>(ROUTES).map(({ access }) => access);
    expect(new Set(accesses)).toEqual(new Set<RouteAccess>(['public', 'session', ...Scope.options]));
    const allowed: Record<Scope, RouteAccess[]> = { read: [], label: [], manage: [] };
    for (const scope of Scope.options) {
      const actor = await enter((await make(eve, { scope })).key);
      for (const access of new Set(accesses)) {
        try {
          requireAccess(actor, access);
          allowed[scope].push(access);
        } catch (error) {
          expect(error).toMatchObject({
            code: 'key_not_allowed',
            detail: access === 'session' ? /Sign in/ : RegExp(access),
          });
        }
      }
    }
    expect(allowed.read.sort()).toEqual(['public', 'read']);
    expect(allowed.label.sort()).toEqual(['label', 'public', 'read']);
    expect(allowed.manage.sort()).toEqual(['label', 'manage', 'public', 'read']);
    for (const access of accesses) requireAccess(eve.actor, access);
  });

  it('makes and revokes no keys', async () => {
    const { key, id } = await make(ada, { scope: 'manage' });
    const context = await using(key);
    expect(await codeOf(make(context))).toBe('key_not_allowed');
    expect(await codeOf(revokeKey(context, { keyId: id }))).toBe('key_not_allowed');
  });

  describe('for one project', () => {
    let other: string;
    let context: Context;
    beforeAll(async () => {
      other = await makeReadyProject(test, { records: 15, members: [eve] });
    });
    const narrowed = async (by: Context) => using((await make(by, { scope: 'manage', projectId })).key);

    it.each(['admin', 'engineer'])('knows of no other, also of an %s', async (role) => {
      context = await narrowed(role === 'admin' ? ada : eve);
      expect((await listProjects(context, ALL)).items.map(({ id }) => id)).toEqual([projectId]);
      expect((await getProject(context, { projectId })).canManage).toBe(true);
      expect(await codeOf(getProject(context, { projectId: other }))).toBe('project_not_found');
      expect(await codeOf(deleteProject(context, { projectId: other }))).toBe('project_not_found');
    });

    it('makes none, and does not what is about all of them', async () => {
      context = await narrowed(ada);
      const wanted = {
        name: 'New',
        description: '',
        recordKind: 'text',
        task: { kind: 'numeric' },
        classes: [],
      } as never;
      expect(await codeOf(createProject(context, wanted))).toBe('key_not_allowed');
      expect(await codeOf(createSampleProject(context))).toBe('key_not_allowed');
      expect(await codeOf(listPeople(context, ALL))).toBe('key_not_allowed');
      expect((await getLimits(context)).projectRecords).toBeGreaterThan(0);
    });

    it('sees the invitations into it', async () => {
      const expiresAt = new Date(Date.now() + day);
      for (const [i, id] of [projectId, other, null].entries())
        await test.db.invitation.create({ data: { tokenHash: `${i}`, role: 'annotator', projectId: id, expiresAt } });
      for (const by of [ada, eve]) {
        const { items } = await listInvitations(await narrowed(by), ALL);
        expect(items.map((one) => one.projectId)).toEqual([projectId]);
      }
      expect((await listInvitations(ada, ALL)).items).toHaveLength(3);
    });

    it('has the files that it has brought, and no others of its person', async () => {
      context = await narrowed(ada);
      const file = { unverifiedName: 'a.csv', bytes: 3 };
      const [own, others] = [await createUpload(context, file), await createUpload(ada, file)];
      expect((await getUpload(context, { uploadId: own.id })).id).toBe(own.id);
      for (const ask of [getUpload, removeUpload])
        expect(await codeOf(ask(context, { uploadId: others.id }))).toBe('upload_not_found');
      await removeUpload(ada, { uploadId: own.id });
    });

    it('is made by those who know of the project only', async () => {
      const stranger = await test.as('engineer');
      expect(await codeOf(make(stranger, { projectId }))).toBe('project_not_found');
      expect(await codeOf(make(stranger, { projectId: 'none' }))).toBe('project_not_found');
    });
  });

  it('people see and revoke their own, admins everybody’s', async () => {
    const bob = await test.as('annotator');
    const [first, second] = [
      await make(bob, { name: 'first', days: 2 }),
      await make(bob, { name: 'second', projectId: null }),
    ];
    const { key, ...shown } = first;
    const { items } = await listOwnKeys(bob, ALL);
    expect(items.map(({ name }) => name)).toEqual(['second', 'first']);
    expect(items[1]).toEqual(shown);
    expect((await listOwnKeys(eve, ALL)).items).toEqual([]);
    expect((await listKeys(ada, ALL)).items).toEqual(items);
    expect(await codeOf(listKeys(eve, ALL))).toBe('forbidden');
    expect(await codeOf(revokeKey(eve, { keyId: first.id }))).toBe('key_not_found');
    await revokeKey(ada, { keyId: first.id });
    await revokeKey(bob, { keyId: second.id });
    expect(await codeOf(enter(key))).toBe('key_invalid');
  });

  it('a person has fifty at most', async () => {
    const data = { userId: eve.actor.id, start: '', name: '', scope: 'read' as const };
    await test.db.apiKey.createMany({ data: Array.from({ length: 49 }, (_, i) => ({ ...data, keyHash: `${i}` })) });
    const codes = await Promise.all([make(eve), make(eve), make(eve)].map(codeOf));
    expect(codes.sort()).toEqual(['done', 'too_many_keys', 'too_many_keys']);
  });

  it('when it was last used is written once a minute at most', async () => {
    const { key, id } = await make(eve);
    const usedAt = async () => (await test.db.apiKey.findUniqueOrThrow({ where: { id } })).lastUsedAt?.getTime() ?? 0;
    const set = (ms: number) =>
      test.db.apiKey.update({ where: { id }, data: { lastUsedAt: new Date(Date.now() - ms) } });
    await Promise.all([enter(key), enter(key)]);
    await expect.poll(usedAt).toBeGreaterThan(Date.now() - 30_000);
    const recent = (await set(40_000)).lastUsedAt!.getTime();
    await enter(key);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await usedAt()).toBe(recent);
    await set(70_000);
    await enter(key);
    await expect.poll(usedAt).toBeGreaterThan(Date.now() - 30_000);
  });

  it('wrong keys are limited by address; one that works is let in there all the same', async () => {
    const { key } = await make(eve);
    const wrong = `${key.slice(0, -6)}000000`;
    const codes: string[] = [];
    for (let n = 0; n < 13; n++) codes.push(await codeOf(enter(wrong)));
    expect(codes).toEqual([...Array(10).fill('key_invalid'), ...Array(3).fill('too_many_attempts')]);
    await expect(enter(wrong)).rejects.toMatchObject({ retryAfterSeconds: expect.any(Number) });
    expect(await enter(key)).toMatchObject({ id: eve.actor.id });
    expect(await codeOf(enter(wrong, '198.51.100.7'))).toBe('key_invalid');
  });
});
