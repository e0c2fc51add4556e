import pg from 'pg';

export const OWNER = 'querent_owner';

/** What a schema holds and which `ALTER … OWNER TO` it takes; sequences, indexes and types of tables go with their table. */
const OWNED = `
  SELECT format('SCHEMA %I', nspname) AS object FROM pg_namespace n WHERE nspowner = $1 AND ${isOurs('n')}
  UNION ALL
  SELECT format('%s %I.%I', CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
      ELSE 'TABLE' END, nspname, relname)
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE relowner = $1 AND relkind IN ('r', 'p', 'S', 'v', 'm') AND ${isOurs('n')}
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND c.relkind = 'S' AND d.deptype IN ('a', 'i'))
  UNION ALL
  SELECT format('ROUTINE %s', p.oid::regprocedure) FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
    WHERE proowner = $1 AND ${isOurs('n')}
  UNION ALL
  SELECT format('%s %I.%I', CASE typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, nspname, typname)
    FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
    WHERE typowner = $1 AND typtype IN ('e', 'd', 'r') AND ${isOurs('n')}`;

function isOurs(schema: string) {
  return `${schema}.nspname NOT LIKE 'pg\\_%' AND ${schema}.nspname <> 'information_schema'`;
}

/**
 * Makes the database and the role that owns it: what web app, worker and migrations connect as, without the rights of a
 * superuser. What an earlier release made as superuser is handed over; `REASSIGN OWNED` would refuse that for the role that
 * the server was made with.
 *
 * @param urlOf address of a database as superuser
 * @returns address of the database as its owner
 */
export async function makeOwner(urlOf: (database: string) => string, password: string, database = 'querent') {
  await as(urlOf('postgres'), async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [OWNER]);
    await client.query(
      `${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${OWNER} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD ${client.escapeLiteral(password)}`,
    );
    const { rows } = await client.query('SELECT datdba::regrole::text AS owner FROM pg_database WHERE datname = $1', [
      database,
    ]);
    const name = client.escapeIdentifier(database);
    if (rows.length === 0) await client.query(`CREATE DATABASE ${name} OWNER ${OWNER}`);
    else if (rows[0].owner !== OWNER) await client.query(`ALTER DATABASE ${name} OWNER TO ${OWNER}`);
  });
  await as(urlOf(database), async (client) => {
    await client.query('BEGIN');
    const { rows } = await client.query(OWNED, [
      (await client.query('SELECT current_user::regrole::oid AS id')).rows[0].id,
    ]);
    for (const { object } of rows) await client.query(`ALTER ${object} OWNER TO ${OWNER}`);
    await client.query('COMMIT');
  });
  const url = new URL(urlOf(database));
  url.username = OWNER;
  url.password = password;
  return url.href;
}

async function as(connectionString: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
