-- CreateEnum
CREATE TYPE "serve_by" AS ENUM ('newest', 'best', 'chosen');

-- AlterTable
ALTER TABLE "project" ADD COLUMN     "kept_models" INTEGER NOT NULL DEFAULT 20,
ADD COLUMN     "serve_by" "serve_by" NOT NULL DEFAULT 'newest',
ADD COLUMN     "serve_figure" TEXT,
ADD COLUMN     "served_id" TEXT;

-- AlterTable
ALTER TABLE "model" ADD COLUMN     "data_version" TEXT,
ADD COLUMN     "evaluated_at" TIMESTAMPTZ(3),
ADD COLUMN     "graph_bytes" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "judged_key" TEXT,
ADD COLUMN     "pinned_at" TIMESTAMPTZ(3),
ADD COLUMN     "state_bytes" INTEGER NOT NULL DEFAULT 0;
