import type { StudioQuestion } from '@querent/contracts';
import { type SaxesAttributePlain, SaxesParser } from 'saxes';
import { DomainError } from '../errors.js';

type Attributes = Record<string, string>;

interface Control {
  tag: string;
  attributes: Attributes;
  choices: Attributes[];
  isNested: boolean;
}

/** Tags of Label Studio that show something that models here can read. */
const SHOWN: Record<string, StudioQuestion['kind']> = { Text: 'text', Image: 'image' };
/** Longer than any that people write. */
const MOST_LETTERS = 1_000_000;

/**
 * The questions of a labelling configuration that models here can answer: Choices and Number, on Text and Image.
 *
 * @throws studio_unsuitable where it is no XML
 */
export function readConfig(xml: string): StudioQuestion[] {
  const { objects, controls } = tagsOf(xml);
  return controls.flatMap((control): StudioQuestion[] => {
    const { name = '', toName = '' } = control.attributes;
    const shown = objects.get(toName);
    const kind = shown && SHOWN[shown.tag];
    const dataKey = /^\$([^\s$]+)$/.exec(shown?.attributes.value ?? shown?.attributes.valueList ?? '')?.[1];
    if (!kind || !dataKey || name === '' || control.isNested) return [];
    const base = { fromName: name, toName, kind, dataKey };
    if (control.tag === 'Number') return [{ ...base, control: 'number', isMultiple: false, choices: [] }];
    const choices = control.choices.map(({ alias, value = '' }) => alias ?? value).filter((one) => one !== '');
    if (choices.length === 0) return [];
    const isMultiple = control.attributes.choice === 'multiple';
    return [{ ...base, control: 'choices', isMultiple, choices: [...new Set(choices)] }];
  });
}

function tagsOf(xml: string) {
  const objects = new Map<string, { tag: string; attributes: Attributes }>();
  const controls: Control[] = [];
  const open: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (cause) => {
    throw new DomainError(
      'studio_unsuitable',
      'The labelling configuration there is no XML. Correct it in Label Studio.',
      {
        cause,
      },
    );
  });
  parser.on('opentag', ({ name: tag, attributes: given }) => {
    const attributes = plain(given as Record<string, string | SaxesAttributePlain>);
    if (tag === 'Choices' || tag === 'Number') controls.push({ tag, attributes, choices: [], isNested: false });
    else if (tag === 'Choice') {
      const control = controls.at(-1);
      if (control && open.includes('Choices')) control.choices.push(attributes);
      if (control && open.at(-1) === 'Choice') control.isNested = true;
    } else if (attributes.name !== undefined) objects.set(attributes.name, { tag, attributes });
    open.push(tag);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  if (xml.length > MOST_LETTERS)
    throw new DomainError('studio_unsuitable', 'The labelling configuration there is too long.');
  parser.write(xml).close();
  return { objects, controls };
}

const plain = (given: Record<string, string | SaxesAttributePlain>): Attributes =>
  Object.fromEntries(Object.entries(given).map(([name, one]) => [name, typeof one === 'string' ? one : one.value]));
