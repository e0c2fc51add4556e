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
  ),
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

  it.each(['ranking_entry', 'member', 'user', 'account', 'project_count'])(
    'keeps every row of %s as it was',
    async (table) => {
      const before = release.rows[table];
      if (!before) return expect(release.name).toBe('0.1'); // it had no such table
      const after = await database.query(`SELECT row_to_json(t) AS r FROM "${table}" t`);
      expect(after).toHaveLength(before.length);
      for (const row of before) expect(after.map(({ r }) => r)).toContainEqual(expect.objectContaining(row));
    },
  );

  const PLACE = '(SELECT c."order" FROM "class" c WHERE c.project_id = t.project_id AND c.id = t.answer_key)';
  it.each(['annotation', 'label'])(
    'keeps every row of %s, whose class is the one that had its place',
    async (table) => {
      const before = release.rows[table]!;
      const after = await database.query(
        `SELECT to_jsonb(t) || jsonb_build_object('label', ${PLACE}) AS r, t.answer->>'classId' = t.answer_key AS agrees FROM "${table}" t`,
      );
      expect(after).toHaveLength(before.length);
      for (const row of before) expect(after.map(({ r }) => r)).toContainEqual(expect.objectContaining(row));
      for (const { r, agrees } of after as { r: { answer: unknown }; agrees: boolean }[])
        expect(agrees ?? r.answer === null).toBe(true);
    },
  );

  it('keeps every round, with its model and its figures as rows of their own', async () => {
    const figure = (id: string) =>
      `(SELECT jsonb_build_object('value', value, 'low', low, 'high', high) FROM figure WHERE model_id = m.id AND id = '${id}')`;
    const after = await database.query(`
      SELECT to_jsonb(t) AS round, m.version, m.state_key, m.graph_key, ${figure('accuracy')} AS accuracy, ${figure('nll')} AS nll,
             ${figure('ece')} AS ece, (SELECT min(records) FROM figure WHERE model_id = m.id) AS records
      FROM round t LEFT JOIN model m ON m.round_id = t.id`);
    expect(after).toHaveLength(release.rows.round!.length);
    for (const { model_version, state_key, graph_key, metrics, ...rest } of release.rows.round!) {
      const own = after.find(({ round }) => (round as { id: string }).id === rest.id)!;
      expect(own.round).toEqual(expect.objectContaining(rest));
      expect(own).toMatchObject({ version: model_version, ...(model_version ? { state_key, graph_key } : {}) });
      const { records = null, accuracy = null, nll = null, ece } = (metrics ?? {}) as Record<string, unknown>;
      expect(own).toMatchObject({ records, accuracy, nll, ece: ece === undefined ? null : { value: ece } });
    }
  });

  it('keeps what its pictures have become, and goes on with indices where they ended', async () => {
    const projects = await database.query(`
      SELECT p.id, p.next_index, p.begun_at IS NOT NULL AS begun, e.version, e.state, (SELECT count(*)::int FROM feature_shard f WHERE f.encoding_id = e.id) AS shards,
             (SELECT count(*)::int FROM class c WHERE c.project_id = p.id) AS classes
      FROM project p LEFT JOIN encoding e ON e.id = p.encoding_id`);
    for (const before of release.rows.project!) {
      const own = projects.find(({ id }) => id === before.id)!;
      const indices = release.rows
        .record!.filter(({ project_id }) => project_id === before.id)
        .map(({ index }) => Number(index));
      const version = (before.encoding as { version: string } | null)?.version ?? null;
      const shards = release.rows.feature_shard!.filter(
        (row) => row.project_id === before.id && row.encoder === version,
      );
      const begun = release.rows.round!.some((row) => row.project_id === before.id);
      const classes = (before.classes as string[]).length;
      expect(own).toMatchObject({
        next_index: Math.max(-1, ...indices) + 1,
        begun,
        version,
        shards: shards.length,
        classes,
      });
      if (version) expect(own.state).toBe('done');
    }
  });
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
