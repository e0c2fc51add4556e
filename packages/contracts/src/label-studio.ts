import { z } from 'zod';

/** What is asked there, as the labelling configuration says. */
export const StudioQuestion = z.object({
  control: z.enum(['choices', 'number']),
  fromName: z.string().describe('Name of the tag that is answered'),
  toName: z.string().describe('Name of the tag that is shown'),
  kind: z.enum(['text', 'image']).describe('What is shown'),
  dataKey: z.string().describe('Where it stands in the data of a task'),
  isMultiple: z.boolean(),
  choices: z.array(z.string()).describe('As results name them; none of numbers'),
});
export type StudioQuestion = z.infer<typeof StudioQuestion>;

/** A project of Label Studio that asks a project here for predictions, and whose answers are taken in. */
export const StudioLink = z.object({
  projectId: z.string(),
  url: z.string().describe('Of Label Studio, as this installation reaches it'),
  studioProjectId: z.int(),
  title: z.string().describe('Of the project there'),
  backendUrl: z
    .string()
    .describe('What to enter there as the URL of the model. Its last part cannot be guessed: keep it secret'),
  question: StudioQuestion,
  classes: z.record(z.string(), z.string()).describe('The class that each choice there is, by its name here'),
  setsVersion: z.boolean(),
  tasks: z.int().describe('Tasks there that are known'),
  records: z.int().describe('Those that are records here'),
  waiting: z.int().describe('Those of which something is still to be fetched'),
  problems: z.int().describe('Those that, or an answer of which, could not be taken in'),
  problem: z.string().nullable().describe('Of the first of them'),
  version: z.string().nullable().describe('The model whose predictions order the tasks there'),
  calledAt: z.iso.datetime().nullable().describe('Label Studio called last'),
  labelledAt: z.iso.datetime().nullable().describe('An answer given there came in, changed or went last'),
  error: z.string().nullable().describe('What went wrong last, until it goes well again'),
  failedAt: z.iso.datetime().nullable(),
});
export type StudioLink = z.infer<typeof StudioLink>;

const MOST_CHOICES = 1_000;

export const ConnectStudio = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'Write an address such as https://labels.example.org' })
    .max(500)
    .describe('Of Label Studio, as this installation reaches it'),
  studioProjectId: z.int().min(1).max(2_147_483_647).describe('The number in the address of the project there'),
  token: z
    .string()
    .trim()
    .min(1)
    .max(2_000)
    .optional()
    .describe(
      'Of an account there that sees the project: a personal access token, or one of the old style. Left out, the one that is there stays. It never comes back',
    ),
  fromName: z
    .string()
    .max(200)
    .optional()
    .describe('Which tag is answered, where the configuration has several that could be'),
  classes: z
    .record(z.string().max(500), z.string().max(200))
    .refine((map) => Object.keys(map).length <= MOST_CHOICES, 'At most 1,000 choices')
    .default({})
    .describe('The class here of a choice there, by name, where the two are called differently'),
  setsVersion: z
    .boolean()
    .default(true)
    .describe('After each new model, have its predictions retrieved there and make it the one that orders the tasks'),
});
export type ConnectStudio = z.infer<typeof ConnectStudio>;
