'use client';
import 'swagger-ui-dist/swagger-ui.css';
import './api-docs.css';
import { useEffect, useRef, useState } from 'react';
import { useDarkClass } from './use-dark-class';

type State = 'loading' | 'shown' | 'failed';

/**
 * The OpenAPI document, to read and to try. Swagger UI is loaded here and nowhere else; it comes from this server as all the
 * rest does, and asks nobody else for anything.
 */
export function ApiDocs() {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<State>('loading');
  useDarkClass();
  useEffect(() => {
    let isGone = false;
    import('swagger-ui-dist/swagger-ui-es-bundle.js')
      .then(({ default: SwaggerUI }) => {
        if (isGone || !place.current) return;
        SwaggerUI({
          domNode: place.current,
          url: '/api/v1/openapi.json',
          validatorUrl: null,
          deepLinking: true,
          docExpansion: 'none',
          defaultModelsExpandDepth: 0,
          filter: true,
          tryItOutEnabled: false,
          onComplete: () => setState('shown'),
          onFailure: () => setState('failed'),
        });
      })
      .catch(() => setState('failed'));
    return () => {
      isGone = true;
    };
  }, []);
  return (
    <div className="grid grid-cols-1 gap-4">
      <div>
        <h1>API</h1>
        <p className="mt-1 text-quiet">
          Everything that this page can do, programs can. With <strong>Authorize</strong> a key stands in for you;
          without one, what you try here is done as yourself. The command line <code>npx querent</code> and a Python
          client are made of the same document,{' '}
          <a className="underline" href="/api/v1/openapi.json">
            openapi.json
          </a>
          .
        </p>
      </div>
      {state === 'loading' && <p role="status">Loading the document…</p>}
      {state === 'failed' && <p role="alert">The document could not be loaded. Reload the page.</p>}
      <div className="api-docs">
        <div ref={place} />
      </div>
    </div>
  );
}
