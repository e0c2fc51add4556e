import { base64Of, type StudioQuestion } from '@querent/contracts';
import type { UnverifiedContent } from '@querent/formats';
import { DomainError } from '../errors.js';
import { addressIn, type Studio } from './ask-studio.js';
import type { StudioClient } from './studio-client.js';

/** As far as predictions and records need it. */
export interface TaskData {
  id: number;
  data: Record<string, unknown>;
}

export interface Reading {
  question: Pick<StudioQuestion, 'dataKey' | 'kind'>;
  studio: Pick<Studio, 'url'>;
  client: Pick<StudioClient, 'file'>;
}

/**
 * What a task shows, as records bring it: a picture is fetched when its turn comes.
 *
 * @throws invalid_input in words
 */
export function contentOf({ id, data }: TaskData, { question, studio, client }: Reading): UnverifiedContent {
  const value = valueAt(data, question.dataKey);
  if (typeof value !== 'string' || value === '')
    throw new DomainError('invalid_input', `Task ${id} has no text at "${question.dataKey}" of its data.`);
  if (question.kind === 'text') return { kind: 'text', text: value };
  return { kind: 'image', name: nameOf(value), read: () => pictureAt(value, id, { studio, client }) };
}

/** A key, or keys with points between them. */
function valueAt(data: Record<string, unknown>, key: string): unknown {
  if (Object.hasOwn(data, key)) return data[key];
  return key.split('.').reduce<unknown>((at, name) => {
    const isObject = typeof at === 'object' && at !== null && Object.hasOwn(at, name);
    return isObject ? (at as Record<string, unknown>)[name] : undefined;
  }, data);
}

const nameOf = (address: string) =>
  address.startsWith('data:')
    ? ''
    : (address
        .replace(/[?#].*$/, '')
        .split('/')
        .at(-1) ?? '');

/** Of a store that Label Studio opens with credentials of its own. */
const IN_STORE = /^(s3|gs|azure-blob|azure_spi|redis|databricks)[\w+-]*:\/\//i;

async function pictureAt(
  value: string,
  taskId: number,
  { studio, client }: Pick<Reading, 'studio' | 'client'>,
): Promise<Uint8Array> {
  const inline = value.startsWith('data:') ? base64Of(value) : null;
  if (inline !== null) return Buffer.from(inline, 'base64');
  if (IN_STORE.test(value))
    return client.file(
      addressIn(studio, `tasks/${taskId}/resolve/?fileuri=${Buffer.from(value).toString('base64url')}`),
    );
  if (!/^(https?:)?\//i.test(value))
    throw new DomainError('invalid_input', `The picture of task ${taskId} is at no address that can be fetched.`);
  return client.file(/^https?:/i.test(value) ? new URL(value) : addressIn(studio, value));
}
