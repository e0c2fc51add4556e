import type { RecordKind } from '@querent/contracts';
import type { ComponentType } from 'react';
import { RecordImage, type RecordImageProps } from './image/record-image';

/** How each kind of record is shown; the compiler points here when a kind is missing. */
export const recordViews = { image: RecordImage } satisfies Record<RecordKind, ComponentType<RecordImageProps>>;
