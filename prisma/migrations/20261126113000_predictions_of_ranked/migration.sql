-- AlterTable
ALTER TABLE "ranking_entry" ADD COLUMN "prediction" JSONB;
