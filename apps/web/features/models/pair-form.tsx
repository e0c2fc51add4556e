'use client';
import type { Model } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { Field } from '@/ui/field';
import { Select } from '@/ui/select';

export interface PairFormProps {
  models: Model[];
  first: string | null;
  second: string | null;
}

/** The two that are compared; the address names them, so that the page can be passed on. */
export function PairForm({ models, first, second }: PairFormProps) {
  const router = useRouter();
  const titles = Object.fromEntries(models.map(({ id, version, labels }) => [id, `${version}, ${labels} labels`]));
  const go = (pair: Record<'first' | 'second', string | null>) => {
    const given = Object.entries(pair).filter((one): one is [string, string] => one[1] !== null);
    router.push(`?${new URLSearchParams(given)}`);
  };
  const options = models.map(({ id }) => id);
  return (
    <div className="panel grid gap-4 sm:grid-cols-2">
      <Field label="First" name="first" isButton>
        <Select {...{ options, titles, value: first }} onChange={(value) => go({ first: value, second })} />
      </Field>
      <Field label="Second" name="second" isButton>
        <Select {...{ options, titles, value: second }} onChange={(value) => go({ first, second: value })} />
      </Field>
    </div>
  );
}
