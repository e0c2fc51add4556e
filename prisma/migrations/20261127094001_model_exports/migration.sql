-- CreateEnum
CREATE TYPE "export_state" AS ENUM ('queued', 'running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "export_form" AS ENUM ('features', 'records');

-- CreateTable
CREATE TABLE "model_export" (
    "id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "form" "export_form" NOT NULL,
    "state" "export_state" NOT NULL DEFAULT 'queued',
    "says" TEXT,
    "object_key" TEXT,
    "bytes" INTEGER,
    "input" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_export_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "model_export_model_id_form_key" ON "model_export"("model_id", "form");

-- AddForeignKey
ALTER TABLE "model_export" ADD CONSTRAINT "model_export_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE CASCADE ON UPDATE CASCADE;
