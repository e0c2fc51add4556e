import type { ColumnRole } from '@querent/contracts';

/** A value of a record, with what it is for. */
export type RoledCell = readonly [name: string, value: unknown, role: ColumnRole];
