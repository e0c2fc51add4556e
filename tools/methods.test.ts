import { readdirSync, readFileSync } from 'node:fs';
import * as core from '@querent/core/acquisitions';
import { acquisitions } from '@querent/core/acquisitions';
import { figures } from '@querent/core/evaluation';
import { selections } from '@querent/core/selections';
import { stoppingRules } from '@querent/core/stopping';
import { describe, expect, it, vi } from 'vitest';
import { optionsTable, sourceOf } from './methods/markdown.ts';
import { anchorOf, methodsPage } from './methods/page.ts';
import { methodPictures } from './methods/pictures.ts';

const folder = new URL('../docs/images/methods/', import.meta.url);
const page = readFileSync(new URL('../docs/methods.md', import.meta.url), 'utf8');
const pictures = methodPictures();
const entries = [acquisitions, selections, stoppingRules, figures].flatMap((own) => [...own.list()]);

describe('docs/methods.md (out of date? npm run docs)', () => {
  it('is what the registries say', () => {
    expect(page).toBe(methodsPage());
  });

  it('has a picture of every method, drawn by the code as it is', () => {
    expect(readdirSync(folder).sort()).toEqual([...pictures.keys()].sort());
    expect(pictures.size).toBe(entries.length); // no two methods of one id
    for (const [name, svg] of pictures) expect(readFileSync(new URL(name, folder), 'utf8'), name).toBe(svg);
  });

  it('has pictures of numbers throughout', () => {
    for (const [name, svg] of pictures) expect(svg, name).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('leads from its tables to headings that are there', () => {
    const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title]) => anchorOf(title!));
    const links = [...page.matchAll(/\(#([^)]*)\)/g)].map(([, anchor]) => anchor!);
    expect(links).toHaveLength(entries.length);
    expect(links.filter((link) => !anchors.includes(link))).toEqual([]);
    expect(new Set(anchors).size).toBe(anchors.length);
  });

  it('has an example of combinations that runs', () => {
    const code = /```js\n([\s\S]*?)```/.exec(page)![1]!;
    const body = code.replace(/import (\{[\s\S]*?\}) from '@querent\/core\/acquisitions';/, 'const $1 = core;');
    const log = vi.fn();
    new Function('core', 'console', body)(core, { log });
    const [scores, ranks] = log.mock.calls[0]!;
    expect(scores[0]).toBeGreaterThan(scores[1]);
    expect(Array.from(ranks)).toEqual([2, 1]);
  });
});

describe('sources', () => {
  it('at arXiv become links, old names too', () => {
    expect(sourceOf('Guo 2017, arXiv:1706.04599, equation 3')).toBe(
      'Guo 2017, [arXiv:1706.04599](https://arxiv.org/abs/1706.04599), equation 3',
    );
    expect(sourceOf('arXiv:cmp-lg/9407020')).toBe('[arXiv:cmp-lg/9407020](https://arxiv.org/abs/cmp-lg/9407020)');
    expect(sourceOf('Settles 2009')).toBe('Settles 2009');
  });
});

describe('options', () => {
  it('are told with their defaults and ranges', () => {
    const told = (id: string) => optionsTable(selections.get(id).options).replace(/ +/g, ' ');
    expect(told('prob-cover')).toContain('| `radius` | `purity` | `purity`, or number above 0 |');
    expect(told('power')).toContain('| `beta` | 1 | number from 0 to 100 |');
    expect(told('top-k')).toBe('');
  });
});
