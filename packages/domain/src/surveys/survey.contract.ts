import { randomUUID } from 'node:crypto';
import { Survey, SurveyUpload } from '@querent/contracts';
import { setUpContext } from '@querent/testing/vitest';
import { expect } from 'vitest';
import { type Context, surveyUpload } from '../index.js';

/** Brings files as people do, and surveys them. */
export function setUpSurveys() {
  const test = setUpContext();
  const bring = async (name: string, content: string | Uint8Array, by: Context = test.eve): Promise<string> => {
    const id = randomUUID();
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    await test.system.inbox.create(id);
    await test.system.inbox.append(
      id,
      0,
      (async function* () {
        yield bytes;
      })(),
    );
    await test.db.upload.create({
      data: { id, name, personId: by.actor.id, bytes: BigInt(bytes.length), receivedAt: new Date() },
    });
    return id;
  };
  const survey = async (uploadId: string, wishes: object = {}): Promise<Survey> => {
    const found = await surveyUpload(test.eve, { ...SurveyUpload.parse(wishes), uploadId });
    // As it goes out, and as it comes back.
    const sent: Survey = JSON.parse(JSON.stringify(found));
    expect(Survey.parse(sent)).toEqual(sent);
    return sent;
  };
  return {
    test: () => test,
    bring,
    survey,
    /** Of a file with such a content. */
    of: async (name: string, content: string | Uint8Array, wishes: object = {}) =>
      survey(await bring(name, content), wishes),
  };
}
