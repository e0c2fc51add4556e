export { createDb, type Db, type Transaction } from './client.js';
export { failureOf } from './failure.js';
export { Prisma } from './generated/client.js';
export { jsonOf } from './json.js';
export { listen, notifyPerson, notifyProject } from './notifications.js';
export { transaction } from './transaction.js';
