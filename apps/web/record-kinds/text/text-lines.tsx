export interface TextLinesProps {
  text: string;
}

/** The beginning of a text, in two lines of a list. */
export const TextLines = ({ text }: TextLinesProps) => (
  <span dir="auto" className="line-clamp-2 text-start">
    {text}
  </span>
);
