-- AlterTable
ALTER TABLE "user" ADD COLUMN     "deactivated_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "created_by" TEXT;

-- AlterTable
ALTER TABLE "project" ADD COLUMN     "removed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "import" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "record" ADD COLUMN     "has_label" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "label" ADD COLUMN     "is_new" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "round" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "score_part" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "ranking_entry" ADD COLUMN     "has_label" BOOLEAN NOT NULL DEFAULT false;

-- DropTable
DROP TABLE "rate_limit";

-- CreateTable
CREATE TABLE "sign_in_limit" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "reset_link" (
    "id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "reset_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_count" (
    "project_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "records" INTEGER NOT NULL DEFAULT 0,
    "holdout" INTEGER NOT NULL DEFAULT 0,
    "labelled" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "answered" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "project_count_pkey" PRIMARY KEY ("project_id","person_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "reset_link_token_hash_key" ON "reset_link"("token_hash");

-- CreateIndex
CREATE INDEX "reset_link_user_id_idx" ON "reset_link"("user_id");

-- CreateIndex
CREATE INDEX "invitation_created_by_idx" ON "invitation"("created_by");

-- CreateIndex
CREATE INDEX "record_object_key_idx" ON "record" USING HASH ("object_key");

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reset_link" ADD CONSTRAINT "reset_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_count" ADD CONSTRAINT "project_count_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who answered first is judged by one clock, under the lock of the record.
ALTER TABLE "label" ALTER COLUMN "created_at" SET DEFAULT clock_timestamp();
ALTER TABLE "annotation" ALTER COLUMN "created_at" SET DEFAULT clock_timestamp();

-- Prisma has no word for partial indexes: what is still to be asked, and what is still to be learned from.
CREATE INDEX "record_unlabelled" ON "record"("project_id", "index") WHERE NOT "has_label" AND "split" = 'pool';
CREATE INDEX "ranking_entry_unlabelled" ON "ranking_entry"("round_id", "rank") WHERE NOT "has_label";
CREATE INDEX "label_new" ON "label"("project_id") WHERE "is_new";

-- What the new columns say of the answers there are.
UPDATE "record" SET "has_label" = true WHERE EXISTS (SELECT 1 FROM "label" l WHERE l."record_id" = "record"."id");
UPDATE "ranking_entry" SET "has_label" = true WHERE EXISTS (SELECT 1 FROM "label" l WHERE l."record_id" = "ranking_entry"."record_id");

-- The model of a round has learned from as many labels as it says, the earliest. Nothing learns from the holdout.
UPDATE "label" SET "is_new" = false FROM "record" r WHERE r."id" = "label"."record_id" AND r."split" = 'holdout';
UPDATE "label" SET "is_new" = false
FROM (
  SELECT l."record_id", row_number() OVER (PARTITION BY l."project_id" ORDER BY l."created_at", l."record_id") AS place,
         coalesce((SELECT o."labels" FROM "round" o WHERE o."project_id" = l."project_id" ORDER BY o."number" DESC LIMIT 1), 0) AS learned
  FROM "label" l JOIN "record" r ON r."id" = l."record_id" WHERE r."split" = 'pool'
) AS old
WHERE old."record_id" = "label"."record_id" AND old.place <= old.learned;

INSERT INTO "project_count" ("project_id", "person_id", "records", "holdout", "labelled", "skipped")
SELECT p."id", '',
       (SELECT count(*) FROM "record" r WHERE r."project_id" = p."id"),
       (SELECT count(*) FROM "record" r WHERE r."project_id" = p."id" AND r."split" = 'holdout'),
       (SELECT count(*) FROM "record" r WHERE r."project_id" = p."id" AND r."split" = 'pool' AND r."has_label"),
       (SELECT count(DISTINCT a."record_id") FROM "annotation" a JOIN "record" r ON r."id" = a."record_id"
        WHERE a."project_id" = p."id" AND a."outcome" = 'skip' AND a."undone_at" IS NULL AND NOT r."has_label")
FROM "project" p;
INSERT INTO "project_count" ("project_id", "person_id", "answered")
SELECT "project_id", "annotator_id", count(*) FROM "annotation" WHERE "undone_at" IS NULL GROUP BY "project_id", "annotator_id";
