export interface ErrorNoteProps {
  text: string | null;
}

export function ErrorNote({ text }: ErrorNoteProps) {
  if (!text) return null;
  return (
    <p role="alert" className="rounded-lg bg-bad-wash px-3 py-2 text-bad text-sm">
      {text}
    </p>
  );
}
