import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Email } from './email';

it('an address breaks before its @, and is whole where it is copied', () => {
  const html = renderToStaticMarkup(createElement(Email, { address: 'ada.lovelace@example.org' }));
  expect(html).toContain('ada.lovelace<wbr/>@example.org');
});
