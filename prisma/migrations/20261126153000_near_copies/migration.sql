-- AlterTable
ALTER TABLE "record" ADD COLUMN     "near_hash" TEXT;

-- What is measured on is looked for by every label.
CREATE INDEX "record_near_holdout" ON "record"("project_id", "near_hash") WHERE "split" = 'holdout';
