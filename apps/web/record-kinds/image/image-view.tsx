import type { RecordViewProps } from '../record-kind';
import { Picture } from './picture';

export const ImageView = ({ content, name, ref }: RecordViewProps<'image'>) => (
  <Picture key={content.url} address={content.url} name={name} ref={ref} />
);
