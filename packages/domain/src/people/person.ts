import { type Person, Role } from '@querent/contracts';

interface UserRow {
  id: string;
  name: string;
  email: string;
  role: string;
  deactivatedAt: Date | null;
  createdAt: Date;
}

export const toPerson = ({ id, name, email, role, deactivatedAt, createdAt }: UserRow): Person => ({
  id,
  name,
  email,
  role: Role.parse(role),
  isActive: deactivatedAt === null,
  createdAt: createdAt.toISOString(),
});
