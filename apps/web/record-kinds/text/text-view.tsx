import type { RecordViewProps } from '../record-kind';
import { ScrollBox } from '../scroll-box';

/** A text as it was written: its lines, its direction, in a measure that reads well. */
export const TextView = ({ content, name, ref }: RecordViewProps<'text'>) => (
  <ScrollBox key={name} name={name} ref={ref}>
    <p dir="auto" className="max-w-[68ch] whitespace-pre-wrap leading-relaxed sm:text-lg" data-testid="record-text">
      {content.text}
    </p>
  </ScrollBox>
);
