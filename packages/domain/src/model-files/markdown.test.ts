import { describe, expect, it } from 'vitest';
import { plain, table, yaml } from './markdown.js';

describe('what people have written, in Markdown', () => {
  it('stays one line, and makes nothing but text', () => {
    expect(plain('Handwritten digits, 10.000 of them')).toBe('Handwritten digits, 10.000 of them');
    expect(plain('a\n\n# Title\n')).toBe('a \\# Title');
    expect(plain('---\nlicense: mit')).toBe('\\--- license: mit');
    expect(plain('1. first')).toBe('\\1. first');
    expect(plain('<script>alert(1)</script> [a](javascript:x) ![p](q) `c` a|b &lt; *b* _i_ $x$ @you')).toBe(
      '\\<script\\>alert(1)\\</script\\> \\[a\\](javascript:x) !\\[p\\](q) \\`c\\` a\\|b \\&lt; \\*b\\* \\_i\\_ \\$x\\$ \\@you',
    );
    expect(plain('https://a.example and www.a.example')).toBe('https\\://a.example and www\\.a.example');
    expect(plain('\u0007a\u202eb')).toBe('a b');
  });

  it('does not leave its cell, nor its line of YAML', () => {
    const text = 'a" | b\n---\n- c\u2028d';
    expect(table(['x'], [[plain(text)]]).split('\n')).toHaveLength(3);
    expect(yaml(text)).toBe('"a\\" | b\\n---\\n- c\\u2028d"');
    expect(JSON.parse(yaml(text))).toBe(text);
  });
});
