export interface SaveOrDismissProps {
  isSaved: boolean;
  onSave: () => void;
  onDismiss: () => void;
}

/** Nothing is lost without a file of it: dismissed is what has been saved. */
export function SaveOrDismiss({ isSaved, onSave, onDismiss }: SaveOrDismissProps) {
  return (
    <p className="flex gap-4">
      <button type="button" className="py-1 underline" onClick={onSave}>
        Save as a file
      </button>
      <button
        type="button"
        className="py-1 underline disabled:no-underline disabled:opacity-60"
        onClick={onDismiss}
        disabled={!isSaved}
      >
        Dismiss
      </button>
    </p>
  );
}
