export interface PictureTileProps {
  url: string;
}

/** Of screens with two pixels to a point as well. */
const SIDE = 512;

/** A picture in a list, as small as it is shown: the words beside it say what it is. */
export function PictureTile({ url }: PictureTileProps) {
  return (
    // biome-ignore lint/performance/noImgElement: private pictures must not pass through a shared image optimiser
    <img
      src={`${url}?side=${SIDE}`}
      alt=""
      loading="lazy"
      className="aspect-square w-full rounded-lg bg-sunken object-contain"
      draggable={false}
    />
  );
}
