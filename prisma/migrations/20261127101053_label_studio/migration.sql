-- CreateTable
CREATE TABLE "studio_link" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "is_local" BOOLEAN NOT NULL DEFAULT false,
    "studio_project_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "question" JSONB NOT NULL,
    "choices" JSONB NOT NULL DEFAULT '{}',
    "sets_version" BOOLEAN NOT NULL DEFAULT true,
    "version" TEXT,
    "wants_all" BOOLEAN NOT NULL DEFAULT true,
    "looked_at" TIMESTAMPTZ(3),
    "train_asked_at" TIMESTAMPTZ(3),
    "called_at" TIMESTAMPTZ(3),
    "labelled_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "failed_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "studio_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "studio_task" (
    "link_id" TEXT NOT NULL,
    "task_id" INTEGER NOT NULL,
    "record_id" TEXT,
    "noted" INTEGER NOT NULL DEFAULT 1,
    "seen" INTEGER NOT NULL DEFAULT 0,
    "version" TEXT,
    "problem" TEXT,

    CONSTRAINT "studio_task_pkey" PRIMARY KEY ("link_id","task_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "studio_link_project_id_key" ON "studio_link"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "studio_link_path_key" ON "studio_link"("path");

-- CreateIndex
CREATE INDEX "studio_task_record_id_idx" ON "studio_task"("record_id");

-- AddForeignKey
ALTER TABLE "studio_link" ADD CONSTRAINT "studio_link_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "studio_task" ADD CONSTRAINT "studio_task_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "studio_link"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "studio_task" ADD CONSTRAINT "studio_task_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "record"("id") ON DELETE CASCADE ON UPDATE CASCADE;
