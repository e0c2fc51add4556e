import type { StudioLink } from '@querent/contracts';
import Link from 'next/link';
import { CodeBlock } from '@/features/shell/code-block';

export interface StudioStepsProps {
  link: StudioLink;
}

/** What Label Studio takes for an attack when a model is in the same network. */
const SETTINGS = 'ML_BLOCK_LOCAL_IP=false SSRF_PROTECTION_ENABLED=false label-studio start';
const LOCAL = /^https?:\/\/(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[)/;

/** What is to be done there. */
export function StudioSteps({ link: { backendUrl, calledAt, error } }: StudioStepsProps) {
  return (
    <details className="text-sm" open={calledAt === null || error !== null}>
      <summary className="cursor-pointer font-semibold">What to do in Label Studio</summary>
      <ol className="mt-3 grid list-decimal grid-cols-1 gap-3 pl-5">
        {LOCAL.test(backendUrl) && (
          <li>
            <div className="grid grid-cols-1 gap-2">
              Start it with both of these settings, since it refuses models in its own network without them:
              <CodeBlock code={SETTINGS} label="How to start Label Studio" />
            </div>
          </li>
        )}
        <li>
          Make a key on your{' '}
          <Link href="/account" className="underline">
            account page
          </Link>
          , with the scope “read” and for this project only.
        </li>
        <li>
          <div className="grid grid-cols-1 gap-2">
            In the project there, under Settings → Model → Connect Model, give any name and this address, which is to be
            kept secret:
            <CodeBlock code={backendUrl} label="Address of the model" testId="backend-url" />
            Choose Basic Authentication, any user name, and the key as the password.
          </div>
        </li>
        <li>Under Settings → General, choose Uncertainty Sampling, so that tasks come in the order of the model.</li>
      </ol>
    </details>
  );
}
