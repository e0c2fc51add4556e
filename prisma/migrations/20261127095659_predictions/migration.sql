-- CreateEnum
CREATE TYPE "prediction_state" AS ENUM ('queued', 'running', 'done', 'failed');

-- CreateTable
CREATE TABLE "prediction_set" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "state" "prediction_state" NOT NULL DEFAULT 'queued',
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "prediction_set_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prediction_part" (
    "set_id" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "object_key" TEXT NOT NULL,

    CONSTRAINT "prediction_part_pkey" PRIMARY KEY ("set_id","start")
);

-- CreateIndex
CREATE INDEX "prediction_set_project_id_idx" ON "prediction_set"("project_id");

-- CreateIndex
CREATE INDEX "prediction_set_model_id_idx" ON "prediction_set"("model_id");

-- AddForeignKey
ALTER TABLE "prediction_set" ADD CONSTRAINT "prediction_set_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prediction_set" ADD CONSTRAINT "prediction_set_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prediction_part" ADD CONSTRAINT "prediction_part_set_id_fkey" FOREIGN KEY ("set_id") REFERENCES "prediction_set"("id") ON DELETE CASCADE ON UPDATE CASCADE;
