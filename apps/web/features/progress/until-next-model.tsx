import type { UntilModel } from '@querent/contracts';
import { Bar } from '@/features/shell/bar';

export interface UntilNextModelProps {
  untilModel: UntilModel | null;
}

/** Nothing where no model will come by itself. */
export function UntilNextModel({ untilModel }: UntilNextModelProps) {
  if (!untilModel) return null;
  const { wanted } = untilModel;
  const given = Math.min(wanted, untilModel.given);
  return (
    <>
      <Bar share={given / wanted} label="New labels until the next model" />
      <p className="hint digits">
        {given} of {wanted} new labels until the next model
      </p>
    </>
  );
}
