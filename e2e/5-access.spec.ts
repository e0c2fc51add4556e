import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  entriesOf,
  errorsOf,
  type MemberRole,
  pathOf,
  ROUTES,
  type RouteEntry,
  type RouteName,
} from '@querent/contracts';
import { classId, makeReadyModel, makeReadyProject, makeReadyTrial } from '@querent/testing';
import { expectedOf, KEYS, type Key, ok, ROLES, type Role, routeOf, TABLE } from './access-table.ts';
import { peopleToBe } from './harness.ts';
import { type Person, startWeb, type Web } from './web.ts';

/** A project in which everybody has answered once. */
interface Scene {
  projectId: string;
  roundId: string;
  recordId: string;
  modelId: string;
  predictionsId: string;
  trialId: string;
  annotations: Record<Name, string>;
  /** A key of everybody. */
  keys: Record<Name, string>;
  /** An empty file of everybody. */
  uploads: Record<Name, string>;
  invitationId: string;
  personId: string;
  /** The e-mail address of somebody who is no member. */
  newcomer: string;
}
/** The bystander is a member of the project whom others do things to. */
type Name = Role | 'bystander';
const NAMES = [...ROLES, 'bystander'] as const;

/** Of one pixel. */
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** What is sent along, made from the scene. */
const BODIES: Partial<Record<RouteName, (scene: Scene) => Record<string, unknown> | unknown[]>> = {
  'POST /projects': () => ({
    ...{ name: 'New', recordKind: 'text', task: { kind: 'single_choice' }, classes: ['yes', 'no'] },
  }),
  'POST /projects/sample': () => ({}),
  'POST /projects/{projectId}/records': () => [{ id: 'new', image: PICTURE }],
  'DELETE /projects/{projectId}/records': ({ recordId }) => ({ recordIds: [recordId] }),
  'POST /projects/{projectId}/classes': () => ({ name: 'd' }),
  'PATCH /classes/{classId}': () => ({ name: 'renamed' }),
  'POST /classes/{classId}/merge': ({ projectId }) => ({ intoId: classId(projectId, 1) }),
  'POST /classes/{classId}/archive': () => ({ answers: 'leave-out' }),
  'POST /uploads/{uploadId}/survey': () => ({}),
  'POST /projects/{projectId}/imports': () => ({ uploadId: 'none' }),
  'PUT /projects/{projectId}/label-studio': () => ({
    url: 'http://169.254.169.254',
    studioProjectId: 1,
    token: 'none',
  }),
  'PATCH /projects/{projectId}': () => ({ name: 'Renamed' }),
  'PATCH /projects/{projectId}/columns': () => ({ columns: {} }),
  'POST /projects/{projectId}/trials': () => ({ settings: {} }),
  'POST /projects/{projectId}/hand': () => ({ count: 2 }),
  'POST /projects/{projectId}/annotations': ({ projectId, recordId, roundId }) => ({
    ...{ recordId, roundId, outcome: 'label', answer: { classId: classId(projectId, 1) }, seconds: 1 },
    idempotencyKey: `key-${Math.random()}`,
  }),
  'POST /rounds/{roundId}/predictions': () => ({ from: 0, classes: ['a'], values: [[1]] }),
  'POST /projects/{projectId}/members': ({ newcomer }) => ({ email: newcomer, role: 'annotator' }),
  'PUT /projects/{projectId}/members/{personId}': () => ({ role: 'engineer' }),
  'PATCH /people/{personId}': () => ({ role: 'annotator' }),
  'PATCH /projects/{projectId}/serving': ({ modelId }) => ({ modelId, kept: 3 }),
  'PATCH /models/{modelId}': () => ({ isPinned: true }),
  'POST /projects/{projectId}/predictions': () => ({}),
  'POST /projects/{projectId}/predict': () => [{ text: 'no picture' }],
  'POST /models/{modelId}/exports': () => ({ form: 'records' }),
  'POST /invitations': ({ projectId }) => ({ role: 'annotator', projectId }),
  'POST /uploads/fetch': () => ({ url: 'https://example.org/a.csv' }),
  'PATCH /limits': () => ({ projectRecords: 4_000_000 }),
};
const PIECE = { 'content-type': 'application/offset+octet-stream' };
const HEADERS: Partial<Record<RouteName, Record<string, string>>> = {
  'POST /uploads': { ...PIECE, 'upload-length': '3' },
  'PATCH /uploads/{uploadId}': { ...PIECE, 'upload-offset': '0' },
};

it('every route of the contract that takes an id is in the table', () => {
  const inTable = new Set(Object.keys(TABLE).map(routeOf));
  const missing = entriesOf<RouteName, RouteEntry>(ROUTES).filter(([name, { params }]) => params && !inTable.has(name));
  assert.deepEqual(missing, []);
});

describe('at each route each role and each key gets what the table says, and a refusal changes nothing', () => {
  let web: Web;
  let shared: Scene | undefined;
  const keyCalls = peopleToBe<Key, Person['call']>();
  const people = peopleToBe<Name, Pick<Person, 'id' | 'call' | 'email'>>();

  before(async () => {
    web = await startWeb();
    const admins: Name[] = ['admin', 'demoted'];
    const engineers: Name[] = ['engineer', 'otherEngineer', 'demotedEngineer', 'bystander'];
    for (const name of NAMES) {
      if (name === 'signedOut') continue;
      const role = admins.includes(name) ? 'admin' : engineers.includes(name) ? 'engineer' : 'annotator';
      people[name] = await web.join(role, name);
    }
    people.signedOut = { ...people.removed, call: web.call };
    for (const name of ['demoted', 'demotedEngineer'] as const) {
      const { status } = await people.admin.call('PATCH', `/people/${people[name].id}`, { role: 'annotator' });
      assert.equal(status, 200);
    }
    const projectId = await projectOf(['otherEngineer'], 'otherAnnotator');
    for (const [key, limit] of [['adminKey', {}] as const, ['otherProjectKey', { projectId }] as const]) {
      const { body } = await people.admin.call('POST', '/me/keys', { name: key, scope: 'manage', ...limit });
      keyCalls[key] = web.withKey(body.key);
    }
    shared = await makeScene();
  });
  after(() => web?.stop());

  const memberOf = (name: Name, role: MemberRole) => ({ ...web.test.system, actor: { id: people[name].id, role } });
  const projectOf = (engineers: Name[], ...annotators: Name[]) =>
    makeReadyProject(web.test, {
      records: 15,
      members: [
        ...engineers.map((name) => memberOf(name, 'engineer')),
        ...annotators.map((name) => memberOf(name, 'annotator')),
      ],
    });

  /** Whoever is a member of the project by now. */
  async function makeScene(): Promise<Scene> {
    const { db, test } = web;
    const projectId = await projectOf(['engineer', 'demotedEngineer'], 'annotator', 'bystander', 'removed');
    await db.import.create({ data: { projectId, source: 'sample-digits', state: 'done' } });
    const objectKey = await test.system.store.put(Buffer.from('a picture'));
    await db.record.updateMany({ where: { projectId }, data: { objectKey } });
    const { id: roundId } = await db.round.findFirstOrThrow({ where: { projectId } });
    const modelId = await makeReadyModel(test, roundId);
    // Otherwise being asked for predictions would begin to make it ready, in the row of the model that is looked at.
    await db.model.update({ where: { id: modelId }, data: { drawError: 'Its state is none.' } });
    const set = { projectId, modelId, total: 0, state: 'done' as const };
    const { id: predictionsId } = await db.predictionSet.create({ data: set });
    const trialId = await makeReadyTrial(test, projectId);
    const pool = await db.record.findMany({ where: { projectId, split: 'pool' }, orderBy: { index: 'asc' } });
    const annotations = {} as Scene['annotations'];
    // Nobody has too many; those of the scene that is shared stay.
    await db.upload.deleteMany({ where: { id: { notIn: Object.values(shared?.uploads ?? {}) } } });
    const [uploads, keys] = [{} as Scene['uploads'], {} as Scene['keys']];
    for (const name of NAMES) {
      const key = { keyHash: `${projectId}-${name}`, start: '', name, scope: 'read', userId: people[name].id } as const;
      keys[name] = (await db.apiKey.create({ data: key })).id;
      const { id } = await db.upload.create({ data: { personId: people[name].id, name, bytes: 3 } });
      await test.system.inbox.create(id);
      uploads[name] = id;
    }
    for (const name of NAMES) {
      if (name === 'signedOut') continue;
      const answer = {
        recordId: pool.pop()!.id,
        roundId,
        outcome: 'label',
        answer: { classId: classId(projectId, 0) },
        seconds: 1,
        idempotencyKey: `${projectId}-${name}`,
      };
      const member = { projectId, userId: people[name].id };
      const isGuest = (await db.member.count({ where: member })) === 0;
      if (isGuest) await db.member.create({ data: { ...member, role: 'annotator' } });
      const { status, body } = await people[name].call('POST', `/projects/${projectId}/annotations`, answer);
      assert.equal(status, 200, JSON.stringify(body));
      annotations[name] = body.id;
      if (isGuest || name === 'removed') {
        const gone = await people.admin.call('DELETE', `/projects/${projectId}/members/${people[name].id}`);
        assert.equal(gone.status, 200, JSON.stringify(gone.body));
      }
    }
    annotations.signedOut = annotations.removed;
    const expiresAt = new Date(Date.now() + 60_000);
    const { id: invitationId } = await db.invitation.create({
      data: { tokenHash: projectId, role: 'annotator', projectId, expiresAt },
    });
    return {
      projectId,
      roundId,
      modelId,
      predictionsId,
      trialId,
      recordId: pool.pop()!.id,
      annotations,
      keys,
      uploads,
      invitationId,
      personId: people.bystander.id,
      newcomer: people.otherAnnotator.email,
    };
  }

  /** All that belongs to the scene's project, and the person in it. */
  async function look({ projectId, personId }: Scene) {
    const { db } = web;
    const where = { projectId };
    return JSON.stringify([
      await db.project.findUnique({ where: { id: projectId } }),
      await db.user.findUnique({ where: { id: personId } }),
      await db.member.findMany({ where, orderBy: { userId: 'asc' } }),
      await db.class.findMany({ where, orderBy: { id: 'asc' } }),
      await db.record.findMany({ where, orderBy: { id: 'asc' } }),
      await db.annotation.findMany({ where, orderBy: { id: 'asc' } }),
      await db.label.findMany({ where, orderBy: { recordId: 'asc' } }),
      await db.lease.findMany({ where, orderBy: { recordId: 'asc' } }),
      await db.round.findMany({ where, orderBy: { id: 'asc' } }),
      await db.model.findMany({ where, include: { exports: true }, orderBy: { id: 'asc' } }),
      await db.predictionSet.findMany({ where, orderBy: { id: 'asc' } }),
      await db.trial.findMany({ where, orderBy: { id: 'asc' } }),
      await db.import.findMany({ where, orderBy: { id: 'asc' } }),
      await db.invitation.findMany({ where, orderBy: { id: 'asc' } }),
      await db.apiKey.findMany({ omit: { lastUsedAt: true }, orderBy: { id: 'asc' } }),
      await db.upload.findMany({ omit: { bytes: true }, orderBy: { id: 'asc' } }),
      (await people.admin.call('GET', '/limits')).body,
    ]);
  }

  for (const row of Object.keys(TABLE)) {
    it(row, async () => {
      const route = routeOf(row);
      const [method = ''] = route.split(' ');
      const got: Record<string, string> = {};
      const wanted: Record<string, string> = {};
      for (const who of [...ROLES, ...KEYS]) {
        const isKey = who === 'adminKey' || who === 'otherProjectKey';
        const [name, call] = isKey ? (['admin', keyCalls[who]] as const) : ([who, people[who].call] as const);
        const expected = expectedOf(row, who);
        const isChange = expected === ok && method !== 'GET';
        const scene = (isChange ? null : shared) ?? (await makeScene());
        const owner = row.endsWith('another’s') ? 'bystander' : name;
        const own = {
          annotationId: scene.annotations[owner],
          uploadId: scene.uploads[owner],
          keyId: scene.keys[owner],
        };
        const before = isChange ? null : await look(scene);
        const { status, body } = await call(
          method,
          pathOf(route, {
            ...scene,
            ...own,
            classId: classId(scene.projectId, 0),
            otherId: scene.modelId,
            form: 'features',
          }),
          HEADERS[route] ? Buffer.from('abc') : BODIES[route]?.(scene),
          HEADERS[route],
        );
        const { code = 'internal' } = body;
        const isDone = status >= 200 && status < 300;
        got[who] = isDone ? ok : code;
        wanted[who] = expected;
        if (!isDone) assert.ok(errorsOf(route).includes(code), `${route} does not tell of ${code}`);
        if (before !== null) assert.equal(await look(scene), before, `${who} has changed something`);
      }
      assert.deepEqual(got, wanted);
    });
  }
});
