export interface SendButtonProps {
  text: string;
  isDisabled: boolean;
  onSend: () => void;
}

/** Stores what has been chosen, as Enter does. */
export const SendButton = ({ text, isDisabled, onSend }: SendButtonProps) => (
  <button
    type="button"
    className="button button-primary min-h-11 w-full sm:min-h-12 short:min-h-10"
    disabled={isDisabled}
    onClick={onSend}
    aria-keyshortcuts="Enter"
  >
    <span className="truncate">{text}</span>
    <span className="key max-sm:hidden short:max-lg:hidden" aria-hidden="true">
      ⏎
    </span>
  </button>
);
