/** Names whose last word is one of these, whatever stands before it: `kundenNr`, "lfd. Nr.". */
const named = (words: string) => {
  const pattern = new RegExp(`(?:^|[^\\p{L}])(?:${words})$`, 'iu');
  return (name: string): boolean => pattern.test(name) || pattern.test(wordsOf(name));
};

/** Words that are only told apart by a capital stand apart; an abbreviation is one with its point or without. */
const wordsOf = (name: string) => name.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').replace(/(?<=.)[.:\s]+$/u, '');

export const isCalledId = named('id|ids|uid|uuid|guid|key|code|nr|no|№|编号|番号|номер');
/** So an amount may be called too: an id is one where each counts. */
export const isCalledNumber = named(
  '#|n[°º]|num|number|nummer|n[uú]mero|num[eé]ro|numer|index|idx|lfd|serial|unnamed: 0',
);
const isLabelName = named(
  'labels?|class(?:es)?|targets?|category|categories|topics?|tags?|sentiment|answer|annotation|rating|y|klasse|标签|分类|ラベル|метка',
);
/** What is called so is the answer where it is one of a few, and nothing else is called so either. */
const isAnswerName = named(
  'outcomes?|verdicts?|decisions?|judge?ments?|diagnos[ie]s|polarity|stances?|emotions?|moods?|intents?|gold|truth|survived|churn(?:ed)?|spam|toxic(?:ity)?',
);
/** How an object says what it is: the name of `label.name` is that of the object. */
const OF_OBJECT = /\.(?:name|value|title|text)$/i;
const ofObject = (name: string) => name.replace(OF_OBJECT, '');

/** In an object of such a name, what it says. */
export const isInLabel = (name: string): boolean => OF_OBJECT.test(name) && isLabelName(ofObject(name));
export const isCalledLabelItself = isLabelName;
export const isCalledAnswer = (name: string): boolean => isAnswerName(ofObject(name));
export const isCalledLabel = (name: string): boolean => isLabelName(ofObject(name)) || isCalledAnswer(name);
/** What is said beside a text in a few words, and is no answer. */
export const isAboutText = named(
  'lang(?:uage)?s?|locale|source|platform|domain|site|author|user(?:name)?|annotator|country|region|city|gender|sex|state|status|version|model|dataset|format|month|weekday|day|year',
);
export const isCalledText = named(
  'texts?|content|body|sentences?|documents?|reviews?|messages?|comments?|utterances?|questions?|abstract|文本|文本 内容|内容|本文|текст',
);
export const isCalledSplit = named('split|subset|partition');
