'use client';
import { type Ref, type SyntheticEvent, useImperativeHandle, useRef, useState } from 'react';
import { type ReactZoomPanPinchContentRef, TransformComponent, TransformWrapper } from 'react-zoom-pan-pinch';
import type { KeyTarget } from '../record-kind';
import { usePicture } from '../use-picture';
import { PictureMissing } from './picture-missing';
import { ZoomButtons } from './zoom-buttons';
import { mostZoom, ZOOM_STEP, type ZoomWay, zoomWayOf } from './zoom-keys';

export interface PictureProps {
  address: string;
  /** For screen readers. */
  name: string;
  ref: Ref<KeyTarget>;
}

const MOVE_MS = 100;

/** A picture as large as fits, to be brought nearer and moved; where it is enlarged its points stay sharp. */
export function Picture({ address, name, ref }: PictureProps) {
  const { url, hasFailed } = usePicture(address);
  const zooming = useRef<ReactZoomPanPinchContentRef>(null);
  const [zoom, setZoom] = useState(1);
  const [fit, setFit] = useState(1);
  const move = (way: ZoomWay) => {
    const { current } = zooming;
    if (way === 'fit') void current?.resetTransform(MOVE_MS);
    else if (way === 'in') void current?.zoomIn(zoom * (ZOOM_STEP - 1), MOVE_MS);
    else void current?.zoomOut(zoom * (1 - 1 / ZOOM_STEP), MOVE_MS);
  };
  useImperativeHandle(ref, () => ({
    press(key) {
      const way = zoomWayOf(key);
      if (way) move(way);
      return way !== null;
    },
  }));
  if (!url) return <PictureMissing hasFailed={hasFailed} />;
  const measure = ({ currentTarget: { naturalWidth, naturalHeight, clientWidth, clientHeight } }: ImageEvent) =>
    setFit(Math.min(clientWidth / naturalWidth, clientHeight / naturalHeight));
  return (
    <div className="relative h-full overflow-hidden rounded-lg bg-sunken">
      <TransformWrapper
        ref={zooming}
        maxScale={mostZoom(fit)}
        wheel={{ step: 0.005 }}
        doubleClick={{ mode: zoom > 1 ? 'reset' : 'zoomIn', step: 1.5 }}
        // Where all is in view a finger moves the page.
        panning={{ disabled: zoom <= 1 }}
        onTransform={(_, { scale }) => setZoom(scale)}
      >
        <TransformComponent wrapperStyle={FILL} contentStyle={FILL}>
          {/* biome-ignore lint/performance/noImgElement: private pictures must not pass through a shared image optimiser */}
          <img
            src={url}
            alt={name}
            onLoad={measure}
            className={`size-full object-contain ${fit * zoom > 1 ? '[image-rendering:pixelated]' : ''}`}
            draggable={false}
          />
        </TransformComponent>
      </TransformWrapper>
      <ZoomButtons isWhole={zoom <= 1} onMove={move} />
    </div>
  );
}

type ImageEvent = SyntheticEvent<HTMLImageElement>;
const FILL = { width: '100%', height: '100%' };
