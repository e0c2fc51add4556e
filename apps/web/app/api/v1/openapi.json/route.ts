import { openApi } from '@querent/contracts/openapi';
import { route } from '@/server/route';

export const GET = route('GET /openapi.json', () => openApi('0.1.0'));
