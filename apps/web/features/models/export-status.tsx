import { type ModelExport, type ModelInput, pathOf, sizeInWords } from '@querent/contracts';
import { CodeBlock } from '@/features/shell/code-block';
import { Tabs } from '@/ui/tabs';

export interface ExportStatusProps {
  modelId: string;
  file: ModelExport;
}

/** How a file is coming along; once it is there, itself and how it runs. */
export function ExportStatus({ modelId, file }: ExportStatusProps) {
  const { state, form, bytes, error, input, isOutdated, examples } = file;
  if (state === 'queued' || state === 'running')
    return (
      <p role="status" data-testid="export-state">
        {state === 'queued'
          ? 'It waits for the worker, which makes it as soon as no round computes.'
          : 'It is being made, which takes seconds.'}{' '}
        You may leave this page.
      </p>
    );
  if (state === 'failed')
    return (
      <p role="status" className="text-bad" data-testid="export-state">
        {error}
      </p>
    );
  if (!input) return null;
  const href = `/api/v1${pathOf('GET /models/{modelId}/exports/{form}/file', { modelId, form })}`;
  return (
    <div className="grid grid-cols-1 gap-3">
      {isOutdated && (
        <p className="max-w-3xl">
          The project or a class has been renamed since it was made: it has the earlier names. Have it made again for
          those of today.
        </p>
      )}
      <p className="flex flex-wrap items-center gap-3">
        <a href={href} download className="button button-primary">
          Download .onnx
        </a>
        <span className="hint [overflow-wrap:anywhere]" data-testid="export-state">
          {file.file}, {sizeInWords(bytes ?? 0)}
        </span>
      </p>
      <p className="max-w-3xl text-sm">
        It takes <code>{input.name}</code>: {inputInWords(input)} {input.before}
      </p>
      <Tabs
        label="Examples"
        tabs={examples.map(({ title, file: name, needs, code }) => ({
          id: title,
          title,
          content: (
            <div className="grid grid-cols-1 gap-2">
              <p className="hint [overflow-wrap:anywhere]">
                {name}; it needs: {needs}.
              </p>
              <CodeBlock code={code} label={`Example in ${title}`} isProgram testId={`example-${title}`} />
            </div>
          ),
        }))}
      />
    </div>
  );
}

const TYPES = { uint8: 'whole numbers of 0 … 255 (uint8)', float32: 'numbers (float32)' };
const inputInWords = ({ dtype, shape }: ModelInput) =>
  `any number N of records as one array [N, ${shape.join(', ')}] of ${TYPES[dtype]}.`;
