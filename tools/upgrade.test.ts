import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createTestDatabase } from '@querent/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrate } from './migrate.ts';
import { ROOT } from './stages.mjs';

type Rows = Record<string, Record<string, unknown>[]>;

interface Release {
  name: string;
  /** The last migration that it had. */
  migration: string;
  rows: Rows;
}

const releaseOf = (name: string, migration: string): Release => ({
  name,
  migration,
  rows: JSON.parse(
    gunzipSync(readFileSync(join(ROOT, `packages/testing/fixtures/release-${name}.json.gz`))).toString(),
  ) as Rows,
});

/**
 * Two people, three rounds over the sample digits, 25 labels, an answer taken back and given otherwise, a record that one skipped
 * and another labelled. Most records that nobody was asked about are left out.
 */
const first = releaseOf('0.1', '20261124131356_encodings');
/**
 * Three people and one deactivated, two trained rounds and one that failed, 31 labels of people, skips, an answer taken back and
 * given otherwise, cards in a hand, a project that is being removed. Most records are left out here too.
 */
const second = releaseOf('0.2', '20261125183942_nothing_lost');

/** A database that a release has filled, brought up to date. */
async function upgraded({ migration, rows }: Release) {
  const database = await createTestDatabase(inject('postgresUrl'), 'template0');
  await migrate(database.url, migration);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  for (const [table, own] of Object.entries(rows))
    await client.query(`INSERT INTO "${table}" SELECT * FROM json_populate_recordset(null::public."${table}", $1)`, [
      JSON.stringify(own),
    ]);
  await migrate(database.url);
  return {
    query: async (sql: string) => (await client.query(sql)).rows,
    async drop() {
      await client.end();
      await database.drop();
    },
  };
}

describe.each([first, second])('the database of release $name, brought up to date', (release) => {
  let database: Awaited<ReturnType<typeof upgraded>>;
  beforeAll(async () => {
    database = await upgraded(release);
  });
  afterAll(() => database.drop());

  it.each(['annotation', 'label', 'round', 'ranking_entry', 'member', 'user', 'account'])(
    'keeps every row of %s as it was',
    async (table) => {
      const before = release.rows[table]!;
      const after = await database.query(`SELECT row_to_json(t) AS r FROM "${table}" t`);
      expect(after).toHaveLength(before.length);
      for (const row of before) expect(after.map(({ r }) => r)).toContainEqual(expect.objectContaining(row));
    },
  );
});

describe('the database of release 0.1, brought up to date', () => {
  const release = first;
  let database: Awaited<ReturnType<typeof upgraded>>;
  const query = (sql: string) => database.query(sql);
  beforeAll(async () => {
    database = await upgraded(release);
  });
  afterAll(() => database.drop());

  it('counts what there is, and what each person has answered', async () => {
    const sums = await query(
      'SELECT sum(records)::int AS records, sum(holdout)::int AS holdout, sum(labelled)::int AS labelled, sum(skipped)::int AS skipped FROM project_count',
    );
    const holdout = release.rows.record!.filter(({ split }) => split === 'holdout').length;
    expect(sums).toEqual([{ records: release.rows.record!.length, holdout, labelled: 25, skipped: 0 }]);
    const answered = await query("SELECT answered FROM project_count WHERE person_id <> '' ORDER BY answered");
    const standing = release.rows.annotation!.filter(({ undone_at }) => undone_at === null);
    const people = [...new Set(standing.map(({ annotator_id }) => annotator_id))];
    const byPerson = people.map((person) => standing.filter(({ annotator_id }) => annotator_id === person).length);
    expect(answered.map((row) => row.answered)).toEqual(byPerson.sort((a, b) => a - b));
  });

  it('knows which records are answered, and the five labels that no model has learned from', async () => {
    expect(await query('SELECT count(*)::int AS n FROM record WHERE has_label')).toEqual([
      { n: release.rows.label!.length },
    ]);
    expect(await query('SELECT count(*)::int AS n FROM label WHERE is_new')).toEqual([{ n: 5 }]);
    expect(
      await query('SELECT 1 FROM ranking_entry e JOIN record r ON r.id = e.record_id WHERE e.has_label <> r.has_label'),
    ).toEqual([]);
  });
});
