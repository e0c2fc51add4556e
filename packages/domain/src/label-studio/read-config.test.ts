import { describe, expect, it } from 'vitest';
import type { ProjectTask } from '../tasks/project-task.js';
import { toProjectTask } from '../tasks/project-task.js';
import { matchQuestion } from './match-question.js';
import { readConfig } from './read-config.js';

const TEXT = '<Text name="t" value="$text"/>';
const choices = (attributes: string, inner = '<Choice value="a"/><Choice value="b" alias="B"/>') =>
  `<View>${TEXT}<Choices name="c" toName="t" ${attributes}>${inner}</Choices></View>`;

const taskOf = (taskKind: 'single_choice' | 'multi_label' | 'numeric'): ProjectTask =>
  toProjectTask({
    taskKind,
    task: taskKind === 'numeric' ? { low: null, high: null, unit: '' } : {},
    classes: ['a', 'B', 'gone'].map((name, order) => ({
      ...{
        id: `id-${name}`,
        projectId: 'p',
        name,
        key: null,
        colour: null,
        description: '',
        order,
        mergedIntoId: null,
      },
      archivedAt: name === 'gone' ? new Date() : null,
    })),
  });
const texts = (taskKind: Parameters<typeof taskOf>[0] = 'single_choice') => ({
  recordKind: 'text' as const,
  task: taskOf(taskKind),
});
const match = (xml: string, asked = texts(), told = {}) =>
  matchQuestion(xml, asked, { fromName: undefined, classes: {}, ...told });

describe('a labelling configuration', () => {
  it('names what is asked, what is shown and where it stands', () => {
    expect(readConfig(choices('choice="multiple" showInLine="true"'))).toEqual([
      {
        ...{ control: 'choices', fromName: 'c', toName: 't', kind: 'text', dataKey: 'text' },
        ...{ isMultiple: true, choices: ['a', 'B'] },
      },
    ]);
    const number = '<View><Image name="i" value="$a.b"/><Number name="n" toName="i" min="0"/></View>';
    expect(readConfig(number)).toMatchObject([{ control: 'number', kind: 'image', dataKey: 'a.b', choices: [] }]);
  });

  it('has nothing for us where it asks for regions, trees of choices, or about sound', () => {
    expect(readConfig(`<View>${TEXT}<Labels name="l" toName="t"><Label value="a"/></Labels></View>`)).toEqual([]);
    expect(readConfig(choices('', '<Choice value="a"><Choice value="b"/></Choice>'))).toEqual([]);
    expect(
      readConfig('<View><Audio name="s" value="$s"/><Choices name="c" toName="s"><Choice value="a"/></Choices></View>'),
    ).toEqual([]);
  });

  it('that is no XML is told as such, and nothing outside of it is read', () => {
    expect(() => readConfig('<View><Text')).toThrow(/no XML/);
    expect(() => readConfig('<!DOCTYPE v [<!ENTITY e SYSTEM "file:///etc/passwd">]><View>&e;</View>')).toThrow(
      /no XML/,
    );
  });

  it('is matched with the question of the project and its classes', () => {
    expect(match(choices('')).choices).toEqual({ a: 'id-a', B: 'id-B' });
    expect(match(choices('', '<Choice value="yes"/>'), texts(), { classes: { yes: 'a' } }).choices).toEqual({
      yes: 'id-a',
    });
    expect(match(choices('', '<Choice value="yes"/>'), texts(), { known: { yes: 'id-a' } }).choices).toEqual({
      yes: 'id-a',
    });
    const number = `<View>${TEXT}<Number name="n" toName="t"/></View>`;
    expect(match(number, texts('numeric'))).toMatchObject({ question: { fromName: 'n' }, choices: {} });
  });

  it.each<[string, string, ReturnType<typeof texts>, object, RegExp]>([
    [
      'another kind of choice',
      choices('choice="multiple"'),
      texts(),
      {},
      /needs .*Choices of which one is chosen, on Text/,
    ],
    ['a name that is none', choices(''), texts(), { fromName: 'x' }, /"x" is none/],
    [
      'a choice that is no class',
      choices('', '<Choice value="c"/>'),
      texts(),
      {},
      /offers "c", and this project has no class/,
    ],
    ['a class that is archived', choices('', '<Choice value="gone"/>'), texts(), {}, /offers "gone"/],
    ['a mapping of what is not offered', choices(''), texts(), { classes: { z: 'a' } }, /no choice "z"/],
    [
      'two that could be meant',
      choices('').replace('</View>', '<Choices name="d" toName="t"><Choice value="a"/></Choices></View>'),
      texts(),
      {},
      /Several tags .*c, d/,
    ],
  ])('is refused in words: %s', (_, xml, asked, told, words) => {
    expect(() => match(xml, asked, told)).toThrow(words);
  });

  it('has nothing to show for rows', () => {
    expect(() =>
      matchQuestion('<View/>', { recordKind: 'row', task: taskOf('single_choice') }, { classes: {} }),
    ).toThrow(/texts and of pictures only/);
  });
});
