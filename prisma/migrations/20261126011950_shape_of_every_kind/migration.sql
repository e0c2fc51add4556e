-- CreateEnum
CREATE TYPE "role" AS ENUM ('admin', 'engineer', 'annotator');

-- CreateEnum
CREATE TYPE "member_role" AS ENUM ('engineer', 'annotator');

-- CreateEnum
CREATE TYPE "record_kind" AS ENUM ('image', 'text', 'row', 'vector');

-- CreateEnum
CREATE TYPE "task_kind" AS ENUM ('single_choice', 'multi_label');

-- CreateEnum
CREATE TYPE "split" AS ENUM ('pool', 'holdout');

-- CreateEnum
CREATE TYPE "outcome" AS ENUM ('label', 'skip');

-- CreateEnum
CREATE TYPE "answer_source" AS ENUM ('person', 'import');

-- CreateEnum
CREATE TYPE "label_origin" AS ENUM ('single', 'consensus', 'import');

-- CreateEnum
CREATE TYPE "import_state" AS ENUM ('queued', 'running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "encoding_state" AS ENUM ('queued', 'running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "round_state" AS ENUM ('queued', 'training', 'scoring', 'open', 'closed', 'failed', 'stopped');

-- Indexes whose conditions name a column that changes its type.
DROP INDEX "record_unlabelled";

-- Words become enums, where they stand.
ALTER TABLE "user" ALTER COLUMN "role" DROP DEFAULT, ALTER COLUMN "role" TYPE "role" USING "role"::"role", ALTER COLUMN "role" SET DEFAULT 'annotator';
ALTER TABLE "invitation" ALTER COLUMN "role" TYPE "role" USING "role"::"role";
ALTER TABLE "member" ALTER COLUMN "role" TYPE "member_role" USING "role"::"member_role";
ALTER TABLE "import" ALTER COLUMN "state" DROP DEFAULT, ALTER COLUMN "state" TYPE "import_state" USING "state"::"import_state", ALTER COLUMN "state" SET DEFAULT 'queued';
ALTER TABLE "round" ALTER COLUMN "state" DROP DEFAULT, ALTER COLUMN "state" TYPE "round_state" USING "state"::"round_state", ALTER COLUMN "state" SET DEFAULT 'queued';
ALTER TABLE "record" ALTER COLUMN "split" TYPE "split" USING "split"::"split";
ALTER TABLE "annotation" ALTER COLUMN "outcome" TYPE "outcome" USING "outcome"::"outcome";
ALTER TABLE "project" ALTER COLUMN "record_kind" TYPE "record_kind" USING "record_kind"::"record_kind";

-- CreateTable
CREATE TABLE "class" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT,
    "colour" TEXT,
    "description" TEXT NOT NULL DEFAULT '',
    "order" INTEGER NOT NULL,
    "merged_into_id" TEXT,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "class_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "encoding" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "encoder" TEXT NOT NULL,
    "options" JSONB NOT NULL DEFAULT '{}',
    "version" TEXT,
    "fitted" JSONB,
    "title" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL DEFAULT '',
    "network" JSONB,
    "is_chosen" BOOLEAN NOT NULL DEFAULT false,
    "advice" TEXT,
    "state" "encoding_state" NOT NULL DEFAULT 'queued',
    "done" INTEGER NOT NULL DEFAULT 0,
    "rate" DOUBLE PRECISION,
    "unread" DOUBLE PRECISION,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "encoding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "round_id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "likelihood" TEXT NOT NULL,
    "network" JSONB NOT NULL,
    "posterior" JSONB NOT NULL,
    "encoding_id" TEXT,
    "class_ids" JSONB NOT NULL DEFAULT '[]',
    "state_key" TEXT,
    "graph_key" TEXT,
    "is_stale" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "figure" (
    "model_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "low" DOUBLE PRECISION NOT NULL,
    "high" DOUBLE PRECISION NOT NULL,
    "records" INTEGER NOT NULL,

    CONSTRAINT "figure_pkey" PRIMARY KEY ("model_id","id")
);

-- What was columns and places becomes rows and ids.
ALTER TABLE "project"
ADD COLUMN     "begun_at" TIMESTAMPTZ(3),
ADD COLUMN     "encoding_id" TEXT,
ADD COLUMN     "holdout" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "next_index" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "overlap" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "record_shape" JSONB,
ADD COLUMN     "task" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "task_kind" "task_kind" NOT NULL DEFAULT 'single_choice';
ALTER TABLE "project" ALTER COLUMN "task_kind" DROP DEFAULT;
UPDATE "project" p SET
  "next_index" = coalesce((SELECT max("index") + 1 FROM "record" r WHERE r."project_id" = p."id"), 0),
  "begun_at" = (SELECT min("created_at") FROM "round" o WHERE o."project_id" = p."id"),
  "holdout" = coalesce((SELECT ("options"->>'holdout')::int FROM "import" i WHERE i."project_id" = p."id" ORDER BY "created_at" LIMIT 1), 0);

-- The id of a class tells its place of before: answers that wait in a browser name that place.
INSERT INTO "class" ("id", "project_id", "name", "order")
SELECT p."id" || '-' || (c.place - 1), p."id", c.name, c.place - 1
FROM "project" p, jsonb_array_elements_text(p."classes") WITH ORDINALITY AS c(name, place);

INSERT INTO "encoding" ("id", "project_id", "encoder", "title", "reason", "version", "options", "fitted", "state", "done", "created_at")
SELECT gen_random_uuid()::text, p."id", p."encoding"->>'encoder', 'Pixels', 'The pictures are small, so that a network can look at their pixels.', p."encoding"->>'version',
       coalesce(p."encoding"->'options', '{}'), p."encoding"->'fitted',
       CASE WHEN covered.rows >= p."next_index" THEN 'done' ELSE 'queued' END::"encoding_state", covered.rows, p."created_at"
FROM "project" p
CROSS JOIN LATERAL (SELECT coalesce(sum(f."count"), 0)::int AS rows FROM "feature_shard" f
                    WHERE f."project_id" = p."id" AND f."encoder" = p."encoding"->>'version') covered
WHERE p."encoding" IS NOT NULL;
UPDATE "project" p SET "encoding_id" = e."id" FROM "encoding" e WHERE e."project_id" = p."id";

-- Shards of encodings that are used no more go, and the sweep frees their files.
ALTER TABLE "feature_shard" DROP CONSTRAINT "feature_shard_project_id_fkey", DROP CONSTRAINT "feature_shard_pkey", ADD COLUMN "encoding_id" TEXT;
UPDATE "feature_shard" f SET "encoding_id" = e."id" FROM "encoding" e WHERE e."project_id" = f."project_id" AND e."version" = f."encoder";
DELETE FROM "feature_shard" WHERE "encoding_id" IS NULL;
ALTER TABLE "feature_shard" ALTER COLUMN "encoding_id" SET NOT NULL, DROP COLUMN "encoder", DROP COLUMN "project_id",
ADD CONSTRAINT "feature_shard_pkey" PRIMARY KEY ("encoding_id", "start");

ALTER TABLE "project" DROP COLUMN "classes", DROP COLUMN "encoding";

ALTER TABLE "record"
ADD COLUMN     "content" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "content_hash" TEXT,
ADD COLUMN     "external_id" TEXT,
ADD COLUMN     "import_id" TEXT,
ADD COLUMN     "metadata" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "removed_at" TIMESTAMPTZ(3),
ALTER COLUMN "object_key" DROP NOT NULL;
UPDATE "record" r SET "content_hash" = r."object_key",
  "import_id" = (SELECT "id" FROM "import" i WHERE i."project_id" = r."project_id" ORDER BY "created_at" LIMIT 1);
ALTER TABLE "record" ALTER COLUMN "content_hash" SET NOT NULL;

ALTER TABLE "oracle_answer" ADD COLUMN "answer" JSONB, ADD COLUMN "answer_key" TEXT;
UPDATE "oracle_answer" o SET "answer_key" = r."project_id" || '-' || o."label", "answer" = jsonb_build_object('classId', r."project_id" || '-' || o."label")
FROM "record" r WHERE r."id" = o."record_id";
ALTER TABLE "oracle_answer" ALTER COLUMN "answer" SET NOT NULL, ALTER COLUMN "answer_key" SET NOT NULL, DROP COLUMN "label";

ALTER TABLE "label" ADD COLUMN "answer" JSONB, ADD COLUMN "answer_key" TEXT, ADD COLUMN "origin" "label_origin" NOT NULL DEFAULT 'single', ADD COLUMN "agreement" DOUBLE PRECISION;
UPDATE "label" SET "answer_key" = "project_id" || '-' || "label", "answer" = jsonb_build_object('classId', "project_id" || '-' || "label"),
  "origin" = CASE WHEN "annotation_id" IS NULL THEN 'import' ELSE 'single' END::"label_origin";
ALTER TABLE "label" ALTER COLUMN "answer" SET NOT NULL, ALTER COLUMN "answer_key" SET NOT NULL, DROP COLUMN "label";

ALTER TABLE "annotation"
ADD COLUMN     "answer" JSONB,
ADD COLUMN     "answer_key" TEXT,
ADD COLUMN     "source" "answer_source" NOT NULL DEFAULT 'person',
ADD COLUMN     "source_name" TEXT,
ALTER COLUMN "round_id" DROP NOT NULL,
ALTER COLUMN "annotator_id" DROP NOT NULL;
UPDATE "annotation" SET "answer_key" = "project_id" || '-' || "label", "answer" = jsonb_build_object('classId', "project_id" || '-' || "label")
WHERE "label" IS NOT NULL;
ALTER TABLE "annotation" DROP COLUMN "label";

INSERT INTO "model" ("id", "project_id", "round_id", "version", "likelihood", "network", "posterior", "encoding_id", "class_ids", "state_key", "graph_key", "created_at")
SELECT gen_random_uuid()::text, o."project_id", o."id", o."model_version", 'categorical',
       coalesce(o."config"->'network', '{"id":"gal-cnn","options":{}}'), coalesce(o."config"->'posterior', '{"id":"mc-dropout","options":{}}'),
       p."encoding_id", coalesce((SELECT jsonb_agg(c."id" ORDER BY c."order") FROM "class" c WHERE c."project_id" = p."id"), '[]'),
       o."state_key", o."graph_key", coalesce(o."opened_at", o."created_at")
FROM "round" o JOIN "project" p ON p."id" = o."project_id"
WHERE o."model_version" IS NOT NULL;

INSERT INTO "figure" ("model_id", "id", "value", "low", "high", "records")
SELECT m."id", f.key, (f.own->>'value')::float8, (f.own->>'low')::float8, (f.own->>'high')::float8, (o."metrics"->>'records')::int
FROM "model" m
JOIN "round" o ON o."id" = m."round_id"
CROSS JOIN LATERAL (VALUES
  ('accuracy', o."metrics"->'accuracy'),
  ('nll', o."metrics"->'nll'),
  ('ece', jsonb_build_object('value', o."metrics"->'ece', 'low', o."metrics"->'ece', 'high', o."metrics"->'ece'))) AS f(key, own)
WHERE o."metrics"->>'records' IS NOT NULL AND f.own->>'value' IS NOT NULL;
ALTER TABLE "round" ADD COLUMN "encoding_id" TEXT, ADD COLUMN "records" INTEGER NOT NULL DEFAULT 0;
UPDATE "round" o SET "encoding_id" = p."encoding_id", "records" = p."next_index" FROM "project" p WHERE p."id" = o."project_id";
ALTER TABLE "round" DROP COLUMN "graph_key", DROP COLUMN "metrics", DROP COLUMN "model_version", DROP COLUMN "state_key";

ALTER TABLE "lease" DROP CONSTRAINT "lease_pkey", ADD COLUMN "slot" INTEGER NOT NULL DEFAULT 0,
ADD CONSTRAINT "lease_pkey" PRIMARY KEY ("record_id", "slot");

-- CreateIndex
CREATE INDEX "class_project_id_order_idx" ON "class"("project_id", "order");

-- CreateIndex
CREATE INDEX "encoding_project_id_idx" ON "encoding"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "model_round_id_key" ON "model"("round_id");

-- CreateIndex
CREATE INDEX "model_project_id_idx" ON "model"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "project_encoding_id_key" ON "project"("encoding_id");

-- CreateIndex
CREATE INDEX "record_project_id_content_hash_idx" ON "record"("project_id", "content_hash");

-- CreateIndex
CREATE UNIQUE INDEX "record_project_id_external_id_key" ON "record"("project_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "lease_record_id_annotator_id_key" ON "lease"("record_id", "annotator_id");

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_encoding_id_fkey" FOREIGN KEY ("encoding_id") REFERENCES "encoding"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "class" ADD CONSTRAINT "class_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "encoding" ADD CONSTRAINT "encoding_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feature_shard" ADD CONSTRAINT "feature_shard_encoding_id_fkey" FOREIGN KEY ("encoding_id") REFERENCES "encoding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model" ADD CONSTRAINT "model_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model" ADD CONSTRAINT "model_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model" ADD CONSTRAINT "model_encoding_id_fkey" FOREIGN KEY ("encoding_id") REFERENCES "encoding"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "figure" ADD CONSTRAINT "figure_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is still to be asked, again, and without what was removed.
CREATE INDEX "record_unlabelled" ON "record"("project_id", "index") WHERE NOT "has_label" AND "split" = 'pool' AND "removed_at" IS NULL;
-- A named source answers a record once.
CREATE UNIQUE INDEX "annotation_record_id_source_name_live" ON "annotation"("record_id", "source_name") WHERE "undone_at" IS NULL AND "source_name" IS NOT NULL;
