-- CreateEnum
CREATE TYPE "log_level" AS ENUM ('info', 'warning', 'error');

-- CreateEnum
CREATE TYPE "trial_state" AS ENUM ('queued', 'running', 'done', 'failed', 'stopped');

-- AlterTable
ALTER TABLE "project" ADD COLUMN     "judged_from" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "pause_reason" TEXT,
ADD COLUMN     "paused_at" TIMESTAMPTZ(3),
ADD COLUMN     "paused_by" TEXT,
ADD COLUMN     "schedule_seen_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "round" ADD COLUMN     "begun_at" TIMESTAMPTZ(3),
ADD COLUMN     "losses" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "round_log" (
    "id" BIGSERIAL NOT NULL,
    "round_id" TEXT NOT NULL,
    "level" "log_level" NOT NULL DEFAULT 'info',
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "round_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trial" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "state" "trial_state" NOT NULL DEFAULT 'queued',
    "plan" JSONB NOT NULL,
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "result" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "trial_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trial_file" (
    "trial_id" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "object_key" TEXT NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "trial_file_pkey" PRIMARY KEY ("trial_id","place")
);

-- CreateIndex
CREATE INDEX "round_log_round_id_idx" ON "round_log"("round_id");

-- CreateIndex
CREATE INDEX "trial_project_id_idx" ON "trial"("project_id");

-- AddForeignKey
ALTER TABLE "round_log" ADD CONSTRAINT "round_log_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trial" ADD CONSTRAINT "trial_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trial_file" ADD CONSTRAINT "trial_file_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trial"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rounds of before this have waited since they were made.
UPDATE "round" SET "queued_at" = "created_at";
