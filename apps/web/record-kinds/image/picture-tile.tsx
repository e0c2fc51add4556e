export interface PictureTileProps {
  url: string;
}

/** A picture in a list: the words beside it say what it is. */
export function PictureTile({ url }: PictureTileProps) {
  return (
    // biome-ignore lint/performance/noImgElement: private pictures must not pass through a shared image optimiser
    <img
      src={url}
      alt=""
      loading="lazy"
      className="aspect-square w-full rounded-lg bg-sunken object-contain"
      draggable={false}
    />
  );
}
