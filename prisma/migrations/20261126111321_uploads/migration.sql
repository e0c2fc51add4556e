-- AlterTable
ALTER TABLE "import" ADD COLUMN     "added" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "format" TEXT,
ADD COLUMN     "how" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "known" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "notices" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "refused" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "restored" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "upload_id" TEXT;

-- CreateTable
CREATE TABLE "upload" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BIGINT,
    "url" TEXT,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "received_at" TIMESTAMPTZ(3),

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "limits" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "upload_bytes" BIGINT NOT NULL,
    "project_records" INTEGER NOT NULL,
    "free_bytes" BIGINT NOT NULL,

    CONSTRAINT "limits_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "upload_person_id_idx" ON "upload"("person_id");

-- CreateIndex
CREATE INDEX "import_upload_id_idx" ON "import"("upload_id");

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "upload"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What came of imports of earlier releases: they kept a list of all that they had left out.
UPDATE "import" SET
    "refused" = jsonb_array_length("rejected"),
    "added" = GREATEST(0, "done" - jsonb_array_length("rejected"));
