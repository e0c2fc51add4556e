export { createDb, type Db, type Transaction } from './client.js';
export { type DatabaseFailure, failureOf } from './failure.js';
export { Prisma } from './generated/client.js';
export { type Heard, type Listener, listen, notifyPerson, notifyProject } from './notifications.js';
export { transaction } from './transaction.js';
