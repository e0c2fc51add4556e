import type { Person, Role } from '@querent/contracts';

interface UserRow {
  id: string;
  name: string;
  email: string;
  role: string;
  createdAt: Date;
}

export const toPerson = ({ id, name, email, role, createdAt }: UserRow): Person => ({
  id,
  name,
  email,
  role: role as Role,
  createdAt: createdAt.toISOString(),
});
