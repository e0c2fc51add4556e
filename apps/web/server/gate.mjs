import { randomUUID } from 'node:crypto';
import { problemOf, ROUTES } from '@querent/contracts';

const API = '/api/v1';

/** The routes of the contract, each with the parts of its path; null stands for one that is filled in. */
const routes = Object.keys(ROUTES).map((name) => {
  const [method, path] = name.split(' ');
  return { method, parts: path.split('/').map((part) => (part.startsWith('{') ? null : part)) };
});
const fits = (pattern, parts) =>
  pattern.length === parts.length &&
  pattern.every((part, i) => (part ?? parts[i]) === parts[i] && (i === 0 || parts[i]));

/**
 * Answers what no route is for, in the words of the API: an address that is no text, one where nothing is, a method that is
 * not for it. Next.js would answer without a problem, or not at all.
 *
 * @returns whether it has answered
 */
export function refuse(req, res) {
  const [path] = req.url.split('?', 1);
  if (!isText(path)) return answer(res, 'invalid_input', 'The address is no text: it holds U+0000 or is not UTF-8.');
  if (path !== API && !path.startsWith(`${API}/`)) return false;
  const parts = path.slice(API.length).split('/');
  const methods = routes.filter((route) => fits(route.parts, parts)).map(({ method }) => method);
  if (methods.length === 0) {
    return answer(res, 'route_not_found', `There is nothing at this address. ${API}/openapi.json names all there are.`);
  }
  if (methods.includes('GET')) methods.push('HEAD');
  if (methods.includes(req.method) || req.method === 'OPTIONS') return false;
  const allow = methods.sort().join(', ');
  return answer(res, 'method_not_allowed', `Here you can use ${allow}.`, { allow });
}

function isText(path) {
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}

function answer(res, code, detail, headers = {}) {
  const problem = problemOf(code, detail, randomUUID());
  const type = 'application/problem+json';
  res.writeHead(problem.status, { 'content-type': type, 'cache-control': 'no-store', ...headers });
  res.end(JSON.stringify(problem));
  return true;
}
