'use client';
import { usePathname } from 'next/navigation';
import { describeServices } from './describe-services';
import { signInPath, useSignedOut } from './signed-out';
import { useServices } from './use-services';

/** Says above every page that nobody is signed in any more, or what rests, and that labelling goes on. */
export function ServiceBanner() {
  const services = useServices();
  const path = usePathname();
  // The pages that follow a project say it themselves, at once.
  const isSignedOut = useSignedOut() && !/^\/projects\/(?!new$)[^/]+(\/label)?$/.test(path);
  const troubles = services && !isSignedOut ? describeServices(services) : [];
  return (
    <div role="status" className="mx-auto grid max-w-6xl px-4 sm:px-6">
      {isSignedOut && (
        <p className="mt-4 rounded-lg bg-bad-wash px-3 py-2 text-bad text-sm">
          You are signed out.{' '}
          <a className="underline" href={signInPath()}>
            Sign in and go on
          </a>
        </p>
      )}
      {troubles.map((trouble) => (
        <p key={trouble} className="mt-4 rounded-lg bg-bad-wash px-3 py-2 text-bad text-sm">
          {trouble}
        </p>
      ))}
    </div>
  );
}
