export interface RecordImageProps {
  url: string;
  /** For screen readers; empty where the text beside it says enough. */
  name: string;
  className?: string;
}

/** A picture, enlarged without blurring: small ones are made of few pixels, and annotators want to see them. */
export function RecordImage({ url, name, className = '' }: RecordImageProps) {
  return (
    // biome-ignore lint/performance/noImgElement: private pictures must not pass through a shared image optimiser
    <img src={url} alt={name} className={`object-contain [image-rendering:pixelated] ${className}`} draggable={false} />
  );
}
