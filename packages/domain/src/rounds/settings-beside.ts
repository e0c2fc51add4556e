import type { RoundConfig, SettingBeside } from '@querent/contracts';

/** The settings of a round in the order of the contract, beside earlier ones where they differ. */
export function settingsBeside(config: RoundConfig, before: RoundConfig | null): SettingBeside[] {
  const text = (value: unknown): string => {
    if (value === null) return 'none';
    if (typeof value !== 'object') return String(value);
    const { id, options, ...rest } = value as { id?: string; options?: object };
    if (id === undefined) return JSON.stringify(rest);
    const set = Object.entries(options ?? {}).map(([name, own]) => `${name} ${JSON.stringify(own)}`);
    return set.length > 0 ? `${id} (${set.join(', ')})` : id;
  };
  return Object.entries(config).map(([name, value]) => {
    const now = text(value);
    const earlier = before ? text(before[name as keyof RoundConfig]) : now;
    return { name, now, before: earlier === now ? null : earlier };
  });
}
