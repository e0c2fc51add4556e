import { formatCount, many, type ProjectEvent } from '@querent/contracts';
import { Bar } from '@/features/shell/bar';
import { isAllLabelled } from './describe-state';

export interface UntilNextModelProps {
  state: ProjectEvent;
}

/** Nothing where no model will come by itself. */
export function UntilNextModel({ state }: UntilNextModelProps) {
  const { untilModel } = state;
  if (!untilModel || (isAllLabelled(state) && untilModel.given === 0)) return null;
  const { wanted } = untilModel;
  const given = Math.min(wanted, untilModel.given);
  return (
    <>
      <Bar share={given / wanted} label="New labels until the next model" />
      <p className="hint digits">
        {formatCount(given)} of {many(wanted, 'new label')} until the next model
      </p>
    </>
  );
}
