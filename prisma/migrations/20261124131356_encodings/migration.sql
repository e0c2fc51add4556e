-- AlterTable
ALTER TABLE "project" ADD COLUMN     "encoding" JSONB;

-- AlterTable
ALTER TABLE "import" ADD COLUMN     "rate" DOUBLE PRECISION;

-- Projects made before are in pixels of the size of their pictures. The version is that of `versionOf` in core.
UPDATE "project" SET "encoding" = jsonb_build_object(
    'encoder', 'pixels',
    'version', 'pixels-' || left(encode(sha256(convert_to(
        '[1,{},{"shape":' || replace("image_shape"::text, ' ', '') || '}]', 'UTF8')), 'hex'), 16),
    'options', '{}'::jsonb,
    'fitted', jsonb_build_object('shape', "image_shape"))
WHERE "image_shape" IS NOT NULL;

UPDATE "feature_shard" SET "encoder" = "project"."encoding"->>'version'
FROM "project" WHERE "project"."id" = "feature_shard"."project_id" AND "project"."encoding" IS NOT NULL;

-- AlterTable
ALTER TABLE "project" DROP COLUMN "image_shape";
