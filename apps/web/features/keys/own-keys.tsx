'use client';
import type { ApiKey, CreatedKey } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import { ShowMore, type ShownList } from '@/features/shell/show-more';
import { ShownOnce } from '@/features/shell/shown-once';
import { KeyForm, type KeyFormProps } from './key-form';
import { KeysTable } from './keys-table';

export interface OwnKeysProps extends Pick<KeyFormProps, 'projects'> {
  keys: ShownList<ApiKey>;
}

/** Makes keys, each shown here and nowhere else, and lists those that there are. */
export function OwnKeys({ keys, projects }: OwnKeysProps) {
  const router = useRouter();
  const [made, setMade] = useState<CreatedKey | null>(null);
  const show = (key: CreatedKey) => {
    setMade(key);
    router.refresh();
  };
  const forget = useCallback((keyId: string) => setMade((shown) => (shown?.id === keyId ? null : shown)), []);
  return (
    <div className="grid grid-cols-1 gap-4">
      <KeyForm projects={projects} onMade={show} />
      {made && (
        <ShownOnce
          value={made.key}
          text={`The key “${made.name}”. Keep it where passwords are kept: it is not shown again.`}
        />
      )}
      {keys.items.length > 0 && <KeysTable keys={keys.items} onRevoked={forget} />}
      <ShowMore name="keys" more={keys.more} />
    </div>
  );
}
