import { importers } from '@querent/formats';
import { describe, expect, it } from 'vitest';
import { readRecords } from './read-records';

const sent = (type: string, body: string) =>
  new Request('http://x', { method: 'POST', headers: { 'content-type': type }, body });
const BODIES: Record<string, string> = { json: '[{"text":"a"},{"text":"b"}]', jsonl: '{"text":"a"}\n{"text":"b"}' };

describe('records in the body of a request', () => {
  it.each(importers.flatMap(({ id, mediaTypes }) => mediaTypes.map((type) => [type, id])))(
    'that come as %s are read where their fields are named, and else refused with what is taken',
    async (type, id) => {
      const body = BODIES[id];
      if (body === undefined)
        return expect(() => readRecords(sent(type, 'x'))).toThrow(
          'Say in "content-type" what the records are: application/json, application/x-ndjson, application/jsonl.',
        );
      for (const spelt of [type, `${type.toUpperCase()}; charset=utf-8`]) {
        let found = 0;
        for await (const _ of readRecords(sent(spelt, body))) found++;
        expect(found).toBe(2);
      }
    },
  );
});
