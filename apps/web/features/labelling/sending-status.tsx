export interface SendingStatusProps {
  waiting: number;
  /** Answers that are kept here and not sent. */
  unsent: number;
  /** Why nothing goes for now. */
  delay: string | null;
}

export function SendingStatus({ waiting, unsent, delay }: SendingStatusProps) {
  if (waiting === 0) return unsent === 0 ? 'All answers are saved.' : 'All other answers are saved.';
  return (
    <>
      <span data-testid="outbox-count">{waiting}</span> {waiting === 1 ? 'answer waits' : 'answers wait'} to be sent
      {delay && `. ${delay} They are kept in this browser and go by themselves.`}
    </>
  );
}
