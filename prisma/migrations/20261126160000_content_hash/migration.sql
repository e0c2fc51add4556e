-- DropIndex
DROP INDEX "record_project_id_content_hash_idx";

-- CreateIndex
CREATE INDEX "record_content_hash_idx" ON "record" USING HASH ("content_hash");
