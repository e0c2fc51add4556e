import { route } from '@/server/route';

export const dynamic = 'force-dynamic';

export const GET = route('GET /health', async ({ context }) => {
  await context.db.$queryRaw`SELECT 1`;
  return { status: 'ok' as const, version: '0.1.0' };
});
