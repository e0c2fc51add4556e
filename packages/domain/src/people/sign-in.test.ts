import { createTestContext, type TestContext } from '@querent/testing';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createPasswords, type Passwords, signIn } from '../index.js';

const PASSWORD = 'the right password';

describe('signing in', () => {
  let test: TestContext;
  let hash: string;
  let inFlight = 0;
  let atMost = 0;
  let hashes = 0;
  const counted = async <T>(run: () => Promise<T>) => {
    hashes++;
    atMost = Math.max(atMost, ++inFlight);
    return run().finally(() => inFlight--);
  };
  const passwords = createPasswords({
    hashPassword: (password) => counted(() => hashPassword(password)),
    verifyPassword: (input) => counted(() => verifyPassword(input)),
  });
  /** For tests of the limits alone: what is slow is not what they are about. */
  const quick = createPasswords({
    hashPassword,
    verifyPassword: async ({ password }) => password === PASSWORD,
  });
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    hash = await hashPassword(PASSWORD);
  });
  afterAll(() => test.close());

  const account = (email: string) =>
    test.db.user.create({
      data: {
        name: email,
        email,
        accounts: { create: { accountId: email, providerId: 'credential', password: hash } },
      },
    });
  const attemptWith =
    (by: Passwords) =>
    (email: string, password: string, address = '192.0.2.1') =>
      signIn({ db: test.db, passwords: by }, { email, password }, { address, userAgent: 'tests' });
  const attempt = attemptWith(passwords);
  const quickAttempt = attemptWith(quick);
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'signed in',
      (error: { code?: string }) => error.code ?? String(error),
    );
  const codes = (count: number, call: (n: number) => Promise<unknown>) =>
    Promise.all(Array.from({ length: count }, (_, n) => codeOf(call(n))));
  const number = (all: string[], code: string) => all.filter((one) => one === code).length;

  it('the right password opens a session of the address it comes from, in whatever case the e-mail is written', async () => {
    const { id } = await account('a@x.org');
    const { person, sessionToken } = await attempt('A@x.ORG', PASSWORD);
    expect(person.id).toBe(id);
    const session = await test.db.session.findUniqueOrThrow({ where: { token: sessionToken } });
    expect(session).toMatchObject({ userId: id, ipAddress: '192.0.2.1', userAgent: 'tests' });
  });

  it('of many wrong passwords at once, ten are looked at', async () => {
    await account('b@x.org');
    const all = await codes(15, () => quickAttempt('b@x.org', 'wrong'));
    expect([number(all, 'wrong_password'), number(all, 'too_many_attempts')]).toEqual([10, 5]);
    await expect(quickAttempt('b@x.org', PASSWORD)).rejects.toMatchObject({
      code: 'too_many_attempts',
      retryAfterSeconds: expect.any(Number),
      detail: expect.stringContaining('15 minutes'),
    });
  });

  it('who is kept out of one account is not kept out of another, nor is the owner at another address', async () => {
    await account('c@x.org');
    await account('d@x.org');
    await codes(12, () => quickAttempt('c@x.org', 'wrong'));
    expect(await codeOf(quickAttempt('c@x.org', PASSWORD))).toBe('too_many_attempts');
    expect(await codeOf(quickAttempt('d@x.org', PASSWORD))).toBe('signed in');
    expect(await codeOf(quickAttempt('c@x.org', PASSWORD, '192.0.2.2'))).toBe('signed in');
  });

  it('fifty wrong passwords from many addresses close an account, but not where its owner is signed in, as long as that lasts', async () => {
    await account('e@x.org');
    await quickAttempt('e@x.org', PASSWORD, '198.51.100.7');
    const all: string[] = [];
    for (let i = 0; i < 6; i++)
      all.push(...(await codes(10, (n) => quickAttempt('e@x.org', 'wrong', `10.0.${i}.${n}`))));
    expect([number(all, 'wrong_password'), number(all, 'too_many_attempts')]).toEqual([50, 10]);
    expect(await codeOf(quickAttempt('e@x.org', PASSWORD, '10.1.1.1'))).toBe('too_many_attempts');
    expect(await codeOf(quickAttempt('e@x.org', PASSWORD, '198.51.100.7'))).toBe('signed in');
    await test.db.session.updateMany({ where: { user: { email: 'e@x.org' } }, data: { expiresAt: new Date() } });
    expect(await codeOf(quickAttempt('e@x.org', PASSWORD, '198.51.100.7'))).toBe('too_many_attempts');
  });

  it('the addresses of one IPv6 network count as one', async () => {
    await account('f@x.org');
    const all = await codes(12, (n) => quickAttempt('f@x.org', 'wrong', `2001:db8::${(n + 1).toString(16)}`));
    expect(number(all, 'too_many_attempts')).toBe(2);
    expect(await codeOf(quickAttempt('f@x.org', PASSWORD, '2001:db8:0:0:7::1'))).toBe('too_many_attempts');
    expect(await codeOf(quickAttempt('f@x.org', PASSWORD, '2001:db8:0:1::1'))).toBe('signed in');
  });

  it('a right password makes good for the wrong ones before it', async () => {
    await account('g@x.org');
    for (let i = 0; i < 3; i++) {
      await codes(9, () => quickAttempt('g@x.org', 'wrong'));
      await quickAttempt('g@x.org', PASSWORD);
    }
    expect(await test.db.signInLimit.count({ where: { failures: { gt: 20 } } })).toBe(1); // that of e@x.org
  });

  it('a quarter of an hour later, by the database’s clock, it begins anew, and old rows are gone', async () => {
    await account('h@x.org');
    await codes(12, () => quickAttempt('h@x.org', 'wrong'));
    await test.db.$executeRaw`UPDATE sign_in_limit SET since = since - interval '15 minutes'`;
    expect(await codeOf(quickAttempt('h@x.org', 'wrong'))).toBe('wrong_password');
    await quickAttempt('nobody@x.org', 'wrong').catch(() => {}); // its row is new: it sweeps
    expect(await test.db.signInLimit.count()).toBe(4);
  });

  it('an address without an account is refused in the same words, for the same work, within the same limits', async () => {
    await account('i@x.org');
    const before = hashes;
    const [here, nobody] = await Promise.all(
      ['i@x.org', 'nobody2@x.org'].map((email) => attempt(email, 'wrong').catch((error: Error) => error.message)),
    );
    expect(here).toBe(nobody);
    expect(hashes - before).toBe(2);
    expect(number(await codes(12, () => attempt('nobody2@x.org', 'wrong')), 'wrong_password')).toBe(9);
  });

  it('a deactivated account says so to whoever knows its password, and to nobody else', async () => {
    const { id } = await account('j@x.org');
    await test.db.user.update({ where: { id }, data: { deactivatedAt: new Date() } });
    expect(await codeOf(attempt('j@x.org', 'wrong'))).toBe('wrong_password');
    await expect(attempt('j@x.org', PASSWORD)).rejects.toMatchObject({
      code: 'account_deactivated',
      detail: 'This account is deactivated. Ask an admin to activate it.',
    });
    expect(await test.db.session.count({ where: { userId: id } })).toBe(0);
  });

  it('twelve at once are judged one after the other', async () => {
    atMost = 0;
    const before = hashes;
    const all = await codes(12, (n) => attempt(`k${n}@x.org`, 'wrong'));
    expect(number(all, 'wrong_password')).toBe(12);
    expect([hashes - before, atMost]).toEqual([12, 1]);
  });

  it('one address does not fill the line for the others; who finds no place has not used up an attempt', async () => {
    await account('l@x.org');
    await test.db.signInLimit.deleteMany();
    const flood = codes(30, (n) => attempt(`m${n}@x.org`, 'wrong'));
    const owner = codeOf(attempt('l@x.org', PASSWORD, '192.0.2.9'));
    const refused = number(await flood, 'too_many_attempts');
    expect(await owner).toBe('signed in');
    expect(refused).toBeGreaterThan(0);
    expect(await test.db.signInLimit.count({ where: { failures: { gt: 0 } } })).toBe(2 * (30 - refused));
  });
});
