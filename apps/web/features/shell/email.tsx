export interface EmailProps {
  address: string;
}

/** An address that breaks before its @ where a line is too short for all of it. */
export function Email({ address }: EmailProps) {
  const at = Math.max(0, address.lastIndexOf('@'));
  return (
    <span className="[overflow-wrap:anywhere]">
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </span>
  );
}
