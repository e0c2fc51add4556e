import assert from 'node:assert/strict';
import { classId, makeReadyModel, makeReadyProject, makeReadyTrial, readyRound } from '@querent/testing';
import { startWeb } from './web.ts';

/** A web app with a project that has something of everything, and the ids of that by the names of the document. */
export async function startTarget() {
  const web = await startWeb();
  const { db, test } = web;
  const admin = await web.join('admin', 'Ada');
  const member = await web.join('annotator', 'Mia');
  const newcomer = await web.join('annotator', 'Nia');
  const actor = { id: member.id, role: 'annotator' as const };
  const projectId = await makeReadyProject(test, { records: 30, members: [{ ...test.system, actor }] });
  await db.import.create({ data: { projectId, source: 'sample-digits', state: 'done' } });
  const objectKey = await test.system.store.put(Buffer.from('a picture'));
  await db.record.updateMany({ where: { projectId }, data: { objectKey } });
  const [round, record] = await Promise.all([
    db.round.findFirstOrThrow({ where: { projectId } }),
    db.record.findFirstOrThrow({ where: { projectId, split: 'pool' } }),
  ]);
  const later = await db.round.create({ data: { ...readyRound(projectId, 1, 30), state: 'closed' } });
  const modelId = await makeReadyModel(test, round.id);
  const set = await db.predictionSet.create({ data: { projectId, modelId, total: 0, state: 'done' } });
  const upload = await db.upload.create({ data: { personId: admin.id, name: 'three bytes', bytes: 3 } });
  await test.system.inbox.create(upload.id);
  const annotation = await admin.call('POST', `/projects/${projectId}/annotations`, {
    ...{
      recordId: record.id,
      roundId: round.id,
      outcome: 'label',
      answer: { classId: classId(projectId, 0) },
      seconds: 1,
    },
    idempotencyKey: 'the first answer',
  });
  const invitation = await admin.call('POST', '/invitations', { role: 'annotator', projectId });
  const key = await admin.call('POST', '/me/keys', { name: 'A program', scope: 'read' });
  for (const { status, body } of [annotation, invitation, key]) assert.equal(status, 200, JSON.stringify(body));
  const inPath = {
    ...{ projectId, modelId, otherId: await makeReadyModel(test, later.id) },
    ...{ roundId: round.id, recordId: record.id, classId: classId(projectId, 0) },
    ...{ personId: member.id, predictionsId: set.id, uploadId: upload.id },
    ...{ trialId: await makeReadyTrial(test, projectId), annotationId: annotation.body.id },
    ...{ invitationId: invitation.body.id, keyId: key.body.id },
  };
  const inBody = {
    ...{ modelId, roundId: round.id, recordId: record.id, uploadId: upload.id },
    ...{ intoId: classId(projectId, 1), email: newcomer.email },
  };
  return { web, admin, ids: { path: inPath, body: inBody } };
}
