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
 * Answers what no route and no page is for, in the words of the API: an address that is no text or leads elsewhere than it
 * says, one where nothing is, a method that is not for it. Next.js would answer without a problem, or not at all.
 *
 * @returns whether it has answered
 */
export function refuse(req, res) {
  const [path] = req.url.split('?', 1);
  const flaw = flawOf(path);
  if (flaw) return answer(res, 'invalid_input', flaw);
  const isApi = path === '/api' || path.startsWith('/api/');
  const methods = isApi ? methodsAt(path) : ['GET'];
  if (methods.length === 0) {
    return answer(res, 'route_not_found', `There is nothing at this address. ${API}/openapi.json names all there are.`);
  }
  if (methods.includes('GET')) methods.push('HEAD');
  if (methods.includes(req.method) || (isApi && req.method === 'OPTIONS')) return false;
  const allow = methods.sort().join(', ');
  return answer(res, 'method_not_allowed', `Here you can use ${allow}.`, { allow });
}

/** What the routes at an address are for. */
function methodsAt(path) {
  if (!path.startsWith(API)) return [];
  const parts = path.slice(API.length).split('/');
  return routes.filter((route) => fits(route.parts, parts)).map(({ method }) => method);
}

/** Why an address cannot be taken as it stands: Next.js would make another one of it. */
function flawOf(path) {
  if (!path.startsWith('/')) return 'The address does not begin with a slash.';
  let text;
  try {
    text = decodeURIComponent(path);
  } catch {
    return 'The address is not UTF-8.';
  }
  if (text.includes('\0')) return 'The address is no text: it holds U+0000.';
  if (path.includes('\\') || text.split('/').some((part) => part === '.' || part === '..'))
    return 'The address holds a backslash, or a part that is nothing but dots. Write it out.';
  return null;
}

function answer(res, code, detail, headers = {}) {
  const problem = problemOf(code, detail, randomUUID());
  const type = 'application/problem+json';
  res.writeHead(problem.status, { 'content-type': type, 'cache-control': 'no-store', ...headers });
  res.end(JSON.stringify(problem));
  return true;
}
