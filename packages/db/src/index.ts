export { createDb, type Db, type Transaction } from './client.js';
export { Prisma } from './generated/client.js';
export { listenToProjects, notifyProject, type ProjectListener } from './notifications.js';
