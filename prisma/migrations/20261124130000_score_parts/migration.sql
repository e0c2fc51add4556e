-- AlterTable
ALTER TABLE "round" ADD COLUMN     "scoring_since" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "score_part" (
    "round_id" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "object_key" TEXT,

    CONSTRAINT "score_part_pkey" PRIMARY KEY ("round_id","start")
);

-- AddForeignKey
ALTER TABLE "score_part" ADD CONSTRAINT "score_part_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE CASCADE ON UPDATE CASCADE;
