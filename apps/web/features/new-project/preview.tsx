'use client';
import type { SurveyRecord, Task, TaskSettings } from '@querent/contracts';
import { useRef, useState } from 'react';
import type { KeyTarget } from '@/record-kinds/record-kind';
import { recordViewOf } from '@/record-kinds/registry';
import { taskViewOf } from '@/task-kinds/registry';
import { Button } from '@/ui/button';

export interface PreviewProps {
  records: readonly SurveyRecord[];
  task: Task<TaskSettings>;
}

/** The first records as people will see them. An answer leads to the next one, and is not kept. */
export function Preview({ records, task }: PreviewProps) {
  const [place, setPlace] = useState(0);
  const at = Math.min(place, records.length - 1);
  const record = records[at];
  const { Controls, draftOf } = taskViewOf(task.settings);
  const [draft, setDraft] = useState<{ of: string; value: unknown } | null>(null);
  const keys = useRef<KeyTarget>(null);
  const field = useRef<HTMLInputElement>(null);
  const key = `${task.settings.kind} ${at}`;
  const step = (by: number) => setPlace((at + by + records.length) % records.length);
  if (!record) return null;
  const { content, name, label, split } = record;
  const { View } = recordViewOf(content);
  return (
    <section className="panel grid grid-cols-1 gap-3" aria-labelledby="preview">
      <div className="flex items-center justify-between gap-2">
        <h2 id="preview">As it will be labelled</h2>
        <div className="flex shrink-0 items-center gap-1 whitespace-nowrap">
          <Button className="size-9 min-h-9 px-0" aria-label="Record before" onClick={() => step(-1)}>
            ‹
          </Button>
          <span className="hint digits" role="status">
            <span className="sr-only">Record </span>
            {at + 1} of {records.length}
          </span>
          <Button className="size-9 min-h-9 px-0" aria-label="Next record" onClick={() => step(1)}>
            ›
          </Button>
        </div>
      </div>
      <div className="@container h-56" data-testid="preview-record">
        <View content={content} name={name} ref={keys} />
      </div>
      <p className="hint line-clamp-2" data-testid="preview-words">
        {[name, label !== null && `label: ${label}`, split === 'holdout' && 'for measuring']
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className="max-h-72 overflow-y-auto p-0.5">
        <Controls
          task={task}
          draft={draft?.of === key ? draft.value : draftOf(null)}
          isDisabled={false}
          field={field}
          onDraft={(value) => setDraft({ of: key, value })}
          onAnswer={() => step(1)}
        />
      </div>
    </section>
  );
}
