-- AlterTable
ALTER TABLE "model" ADD COLUMN     "temperature" DOUBLE PRECISION;
