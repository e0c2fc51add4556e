import { readServices } from '@querent/domain';
import { readEnv } from '@/server/env';
import { route } from '@/server/route';

export const GET = route('GET /services', () => readServices(readEnv().QUERENT_DATA_DIR));
