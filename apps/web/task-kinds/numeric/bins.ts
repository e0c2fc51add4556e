const MOST = 10;

export interface Bin {
  low: number;
  high: number;
  count: number;
}

/** How often numbers fall into ranges of one width; the last one holds its upper end too. */
export function binsOf(numbers: { value: number; count: number }[]): Bin[] {
  if (numbers.length === 0) return [];
  const values = numbers.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const bins = least === most ? 1 : Math.min(MOST, new Set(values).size);
  const width = (most - least) / bins;
  const found = Array.from({ length: bins }, (_, at) => ({
    low: least + at * width,
    high: least + (at + 1) * width,
    count: 0,
  }));
  for (const { value, count } of numbers)
    found[Math.min(bins - 1, width > 0 ? Math.floor((value - least) / width) : 0)]!.count += count;
  return found;
}
