-- AlterEnum
ALTER TYPE "round_state" ADD VALUE 'waiting' BEFORE 'training';

-- CreateTable
CREATE TABLE "awaited" (
    "round_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "remind_at" TIMESTAMPTZ(3) NOT NULL,
    "reminded_at" TIMESTAMPTZ(3),
    "is_sampled" BOOLEAN NOT NULL,
    "class_ids" JSONB NOT NULL DEFAULT '[]',
    "data_version" TEXT NOT NULL,
    "wanted_key" TEXT NOT NULL,
    "pool" INTEGER NOT NULL,
    "wanted" INTEGER NOT NULL,
    "received" INTEGER NOT NULL DEFAULT 0,
    "marks" BYTEA NOT NULL,
    "samples" INTEGER,
    "version" TEXT,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "awaited_pkey" PRIMARY KEY ("round_id")
);

-- CreateTable
CREATE TABLE "piece" (
    "round_id" TEXT NOT NULL,
    "object_key" TEXT NOT NULL,
    "records" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "piece_pkey" PRIMARY KEY ("round_id","object_key")
);

-- AddForeignKey
ALTER TABLE "awaited" ADD CONSTRAINT "awaited_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "piece" ADD CONSTRAINT "piece_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "awaited"("round_id") ON DELETE CASCADE ON UPDATE CASCADE;
