import type { GivenRecord, RecordKind } from '@querent/contracts';
import type { LikelihoodId } from '@querent/core/likelihoods';
import { readData } from './data.ts';
import { linesOf, SETS } from './encoders-sets.ts';
import { readTable } from './uci-sets.ts';

/** A label as people write it. */
type Label = string | string[] | number;
/** A record as the product takes it. */
export type Given = Pick<GivenRecord, 'text' | 'row'> & {
  id: string;
  label: Label;
  /** Path of a picture among the data. */
  photo?: string[];
};

/** A public set as a project of its own, and how far a loop on it goes. */
export interface LoopSet {
  title: string;
  /** Its folder among the data. */
  folder: string;
  recordKind: RecordKind;
  likelihood: LikelihoodId;
  /** Their names; none where the labels are numbers. */
  classes: string[];
  /** Of the pool that are given. */
  labels: number;
  /** By which it is judged. */
  figure: string;
  read(): { pool: Given[]; holdout: Given[] };
}

const NEWS = ['World', 'Sports', 'Business', 'Sci/Tech'];
const INCOMES = ['<=50K', '>50K'];
const EMOTIONS = [
  ...['admiration', 'amusement', 'anger', 'annoyance', 'approval', 'caring', 'confusion', 'curiosity', 'desire'],
  ...['disappointment', 'disapproval', 'disgust', 'embarrassment', 'excitement', 'fear', 'gratitude', 'grief', 'joy'],
  ...['love', 'nervousness', 'optimism', 'pride', 'realization', 'relief', 'remorse', 'sadness', 'surprise', 'neutral'],
];
const MIXTURE = ['cement', 'slag', 'ash', 'water', 'superplasticizer', 'coarse', 'fine', 'age'];

export const LOOP_SETS: Record<string, LoopSet> = {
  'ag-news': {
    ...{ title: 'AG News', folder: 'ag-news', recordKind: 'text', likelihood: 'categorical', classes: NEWS },
    ...{ labels: 100, figure: 'accuracy' },
    read: () => sample(ofClasses('ag-news', NEWS), { pool: 2_000, holdout: 500 }),
  },
  adult: {
    ...{ title: 'Adult', folder: 'adult', recordKind: 'row', likelihood: 'categorical', classes: INCOMES },
    ...{ labels: 200, figure: 'accuracy' },
    read: () => sample(ofClasses('adult', INCOMES), { pool: 2_000, holdout: 1_000 }),
  },
  goemotions: {
    ...{ title: 'GoEmotions', folder: 'goemotions', recordKind: 'text', likelihood: 'bernoulli', classes: EMOTIONS },
    ...{ labels: 300, figure: 'mean-average-precision' },
    read: () => sample({ pool: emotions('train'), test: emotions('test') }, { pool: 2_000, holdout: 1_000 }),
  },
  hymenoptera: {
    ...{ title: 'Ants and bees', folder: 'hymenoptera', recordKind: 'image', likelihood: 'categorical' },
    ...{ classes: ['ants', 'bees'], labels: 40, figure: 'accuracy' },
    read: () => ({ pool: named(photos('train')), holdout: named(photos('val'), 'holdout') }),
  },
  concrete: {
    ...{ title: 'Concrete', folder: 'uci-regression', recordKind: 'row', likelihood: 'gaussian', classes: [] },
    ...{ labels: 200, figure: 'rmse' },
    read() {
      const rows = spread(concrete(), Number.POSITIVE_INFINITY);
      const pool = rows.filter((_, n) => n % 4 < 3);
      return {
        pool: named(pool),
        holdout: named(
          rows.filter((_, n) => n % 4 === 3),
          'holdout',
        ),
      };
    },
  },
};

type Unnamed = Omit<Given, 'id'>;

/** So many of both parts, none twice. */
function sample({ pool, test }: { pool: Unnamed[]; test: Unnamed[] }, counts: { pool: number; holdout: number }) {
  return { pool: named(spread(pool, counts.pool)), holdout: named(spread(test, counts.holdout), 'holdout') };
}

/** Records at even distances: those that stand together are of one day, or one source. Of equal ones one is taken. */
function spread<Item extends Unnamed>(items: Item[], count: number): Item[] {
  const contents = new Set<string>();
  const own = items.filter(({ text, row }) => {
    const before = contents.size;
    return contents.add(text ?? JSON.stringify(row)).size > before;
  });
  const most = Math.min(count, own.length);
  return Array.from({ length: most }, (_, n) => own[Math.floor((n * own.length) / most)]!);
}

const named = (items: Unnamed[], part = 'pool'): Given[] => items.map((item, n) => ({ id: `${part}-${n}`, ...item }));

/** A set whose labels are places of classes. */
function ofClasses(name: string, classes: string[]) {
  const { pool, test } = SETS[name]!.read();
  const given = ({ record, label }: (typeof pool)[number]): Unnamed => ({
    ...(record.kind === 'text' ? { text: record.text } : { row: record.values }),
    label: classes[label]!,
  });
  return { pool: pool.map(given), test: test.map(given) };
}

const emotions = (part: 'train' | 'test'): Unnamed[] =>
  linesOf(['goemotions', `${part}.tsv.gz`]).map((line) => {
    const [text = '', labels = ''] = line.split('\t');
    return { text, label: labels.split(',').map((place) => EMOTIONS[Number(place)]!) };
  });

/** The set's own parts: 244 and 153 photos. */
const photos = (part: 'train' | 'val'): Unnamed[] =>
  readData('hymenoptera', 'index.csv')
    .toString()
    .split('\n')
    .flatMap((line) => {
      const [file = '', split, label = ''] = line.split(',');
      return split === part ? [{ photo: ['hymenoptera', ...file.split('/')], label }] : [];
    });

const concrete = (): Unnamed[] => {
  const { rows, columns, target } = readTable('concrete');
  return rows.map((values) => ({
    row: Object.fromEntries(MIXTURE.map((name, n) => [name, values[columns[n]!]!])),
    label: values[target]!,
  }));
};
