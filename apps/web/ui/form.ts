'use client';
/** A form whose fields say themselves what is wrong; `errors` is what was found after they were sent, by name. */
export { Form } from '@base-ui/react/form';
