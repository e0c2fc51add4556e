import type { ComponentProps } from 'react';

export interface ButtonProps extends ComponentProps<'button'> {
  look?: 'plain' | 'primary' | 'danger';
}

const LOOKS = { plain: 'button', primary: 'button button-primary', danger: 'button button-danger' };

/** Does not submit unless it says so. */
export function Button({ look = 'plain', type = 'button', className = '', ...rest }: ButtonProps) {
  return <button type={type} className={`${LOOKS[look]} ${className}`} {...rest} />;
}
