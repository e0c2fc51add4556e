-- AlterTable
ALTER TABLE "import" ADD COLUMN     "tally" JSONB NOT NULL DEFAULT '{}';
