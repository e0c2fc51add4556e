-- AlterTable
ALTER TABLE "model" ADD COLUMN     "draw_attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "draw_error" TEXT,
ADD COLUMN     "graph_asked_at" TIMESTAMPTZ(3);
