'use client';
import { describeServices } from './describe-services';
import { useServices } from './use-services';

/** Says above every page what rests, and that labelling goes on. */
export function ServiceBanner() {
  const services = useServices();
  const troubles = services ? describeServices(services) : [];
  return (
    <div role="status" className="mx-auto grid max-w-6xl px-4 sm:px-6">
      {troubles.map((trouble) => (
        <p key={trouble} className="mt-4 rounded-lg bg-bad-wash px-3 py-2 text-bad text-sm">
          {trouble}
        </p>
      ))}
    </div>
  );
}
