import type { Role } from '@querent/contracts';

/** The pages of the main navigation, and who sees them. */
const NAVIGATION: { href: string; title: string; roles: Role[] }[] = [
  { href: '/', title: 'Projects', roles: ['admin', 'engineer', 'annotator'] },
  { href: '/people', title: 'People', roles: ['admin'] },
  { href: '/limits', title: 'Limits', roles: ['admin'] },
  { href: '/docs/api', title: 'API', roles: ['admin', 'engineer'] },
];

export const navigationFor = (role: Role) => NAVIGATION.filter(({ roles }) => roles.includes(role));
