/** What one tab tells the others of the same person and project once the server has it. */
export interface TabMessage {
  recordId: string;
  /** False where the answer was taken back. */
  stands: boolean;
}

export interface OtherTabs {
  tell(message: TabMessage): void;
  close(): void;
}

export function openOtherTabs(scope: string, onMessage: (message: TabMessage) => void): OtherTabs {
  const channel = new BroadcastChannel(`querent.answers.${scope}`);
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => onMessage(data);
  return { tell: (message) => channel.postMessage(message), close: () => channel.close() };
}
