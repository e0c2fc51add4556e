import type { ThumbnailProps } from '../record-kind';
import { TextLines } from './text-lines';

export const TextThumbnail = ({ content }: ThumbnailProps<'text'>) => <TextLines text={content.text} />;
