import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
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

/** A ZIP of files stored as they are. */
export function zipOf(files: Record<string, string | Uint8Array>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content as Uint8Array); // of a text as well
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(bytes.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const start = Buffer.alloc(4);
    start.writeUInt32LE(offset);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), bytes]);
    entries.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, Buffer.alloc(10), start, Buffer.from(name)]),
    );
    bodies.push(body);
    offset += body.length;
  }
  const list = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  for (const at of [4, 6]) end.writeUInt16LE(entries.length, at);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, list, Buffer.from('PK\x05\x06'), end]);
}
