'use client';
import type { Survey, SurveyUpload, Upload } from '@querent/contracts';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { ErrorNote } from '@/features/shell/error-note';
import { type Choices, withOption } from './choices';
import { EncodingField } from './encoding-field';
import { FilePanels } from './file-panels';
import { GivenLabels } from './given-labels';
import { LeftOut } from './left-out';
import { LookedAt } from './looked-at';
import { NoSurvey } from './no-survey';
import { isNothingInIt } from './nothing-in-it';
import { OtherFileButton } from './other-file-button';
import { Problems } from './problems';
import { ReadingOptions } from './reading-options';
import { useSurvey } from './use-survey';

interface Parts {
  /** The preview, and the button that takes the file. */
  beside: ReactNode;
  question?: ReactNode;
  holdout?: ReactNode;
}

export interface FileFormProps {
  upload: Upload;
  onOther: () => void;
  choices: Choices;
  onChange: (changes: Partial<Choices>) => void;
  /** What the survey is asked for. */
  request: z.input<typeof SurveyUpload>;
  /** What the form has beyond what a file is. */
  children: (survey: Survey, isLooking: boolean) => Parts;
}

/** What a file is and how it is read, with what becomes of it beside. */
export function FileForm({ upload, onOther, choices, onChange, request, children }: FileFormProps) {
  const { survey, error, isEncodingUnknown, isLooking, lookAgain } = useSurvey(upload.id, request);
  const encoding = choices.options?.encoding;
  const other = <OtherFileButton uploadId={upload.id} onOther={onOther} />;
  if (!survey)
    return (
      <NoSurvey
        {...{ error, isLooking }}
        fileName={upload.name}
        onAgain={lookAgain}
        field={
          isEncodingUnknown && (
            <EncodingField
              encoding={typeof encoding === 'string' ? encoding : null}
              onChange={(chosen) => onChange({ options: { ...choices.options, encoding: chosen } })}
            />
          )
        }
      >
        {other}
      </NoSurvey>
    );
  if (isNothingInIt(survey))
    return (
      <NoSurvey
        {...{ isLooking, error: error ?? survey.problems.join(' ') }}
        fileName={upload.name}
        onAgain={null}
        field={
          <ReadingOptions
            options={{ ...survey.options, ...choices.options }}
            onOption={(name, value) => onChange({ options: withOption(choices, survey, name, value) })}
          />
        }
      >
        {other}
      </NoSurvey>
    );
  const { beside, question, holdout } = children(survey, isLooking);
  return (
    <LookedAt isLooking={isLooking} beside={beside}>
      <ErrorNote text={error} />
      <Problems problems={survey.problems} />
      <FilePanels fileName={upload.name} {...{ choices, survey, isLooking, onChange }}>
        {other}
      </FilePanels>
      {question}
      <GivenLabels {...{ choices, onChange }} counts={survey.counts} />
      {holdout}
      <LeftOut survey={survey} />
    </LookedAt>
  );
}
