import { acquisitions } from '@querent/core/acquisitions';
import { selections } from '@querent/core/selections';

const describe = ({
  id,
  title,
  description,
  source,
}: {
  id: string;
  title: string;
  description: string;
  source: string;
}) => ({
  id,
  title,
  description,
  source,
});

/** What the settings form offers, from the core's registries. */
export const listMethods = () => ({
  acquisitions: acquisitions.list().map(describe),
  selections: selections.list().map(describe),
});
