import { NotFoundPage } from '@/features/shell/not-found-page';

export const metadata = { title: { absolute: 'Nothing here · Querent' } };

export default function NotFound() {
  return <NotFoundPage />;
}
