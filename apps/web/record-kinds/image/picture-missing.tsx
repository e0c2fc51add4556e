export interface PictureMissingProps {
  hasFailed: boolean;
}

/** In the place of a picture that is not there yet. */
export const PictureMissing = ({ hasFailed }: PictureMissingProps) => (
  <div className="grid h-full place-items-center rounded-lg bg-sunken">
    <p
      className="hint max-w-xs p-4 text-center transition-opacity delay-300 starting:opacity-0"
      role={hasFailed ? 'status' : undefined}
    >
      {hasFailed
        ? 'The picture cannot be loaded now. It comes by itself when the server answers; you can also skip the record.'
        : 'The picture is on its way.'}
    </p>
  </div>
);
