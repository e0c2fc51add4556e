"""What the API answers.

Written by `npm run docs` out of the OpenAPI document of the server: do not change it here.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from ._model import ApiModel

__all__ = [
    "AddedRecords",
    "AddedRecordsRejectedItem",
    "Advice",
    "AdviceNext",
    "Annotation",
    "Answer",
    "AnswerClassId",
    "AnswerClassIds",
    "AnswerValue",
    "ApiKey",
    "ApiKeys",
    "Awaited",
    "Card",
    "Cell",
    "Class",
    "ClassFigures",
    "ColumnRole",
    "Comparison",
    "ComparisonChanged",
    "ComparisonChangedItemsItem",
    "ComparisonFiguresItem",
    "CreatedInvitation",
    "CreatedKey",
    "CreatedResetLink",
    "Encoding",
    "EncodingState",
    "Estimate",
    "Evaluation",
    "EvaluationAnsweredItem",
    "EvaluationConfusionItem",
    "EvaluationDoubtItem",
    "EvaluationReliabilityItem",
    "EvaluationValuesItem",
    "ExportForm",
    "ExportFormat",
    "ExportRows",
    "ExportSplit",
    "ExportStatus",
    "Figure",
    "Hand",
    "Import",
    "ImportRejectedItem",
    "ImportState",
    "Invitation",
    "Limits",
    "ListedRecord",
    "Member",
    "MemberRole",
    "MethodChoice",
    "Model",
    "ModelExample",
    "ModelExport",
    "ModelExports",
    "ModelInput",
    "Models",
    "Outcome",
    "OutsideModel",
    "Pause",
    "Person",
    "PredictedRecord",
    "PredictedRecordProbabilitiesItem",
    "PredictedRecordUncertainty",
    "PredictionSet",
    "PredictionState",
    "Predictions",
    "Problem",
    "Project",
    "ProjectCounts",
    "ProjectEvent",
    "ProjectSettings",
    "Query",
    "QueryItem",
    "RecentAnnotation",
    "RecordContent",
    "RecordContentImage",
    "RecordContentRow",
    "RecordContentText",
    "RecordContentVector",
    "RecordKind",
    "Role",
    "Round",
    "RoundConfig",
    "RoundDetails",
    "RoundDetailsAnswered",
    "RoundDetailsAnsweredByAnswerItem",
    "RoundDetailsLogItem",
    "RoundDetailsParts",
    "RoundDetailsServing",
    "RoundDetailsStagesItem",
    "RoundProgress",
    "RoundState",
    "RoundTimings",
    "SaidRecord",
    "SaidRecords",
    "SampleId",
    "Schedule",
    "ScheduleDay",
    "ScheduleHour",
    "ScheduleWeek",
    "Scope",
    "ServeBy",
    "Service",
    "Services",
    "Serving",
    "SettingBeside",
    "Split",
    "Statistics",
    "StatisticsAnswersItem",
    "StoppingSetting",
    "StudioLink",
    "StudioQuestion",
    "Survey",
    "SurveyClassesItem",
    "SurveyColumn",
    "SurveyCopies",
    "SurveyCounts",
    "SurveyEncoder",
    "SurveyFormat",
    "SurveyFormatsItem",
    "SurveyHoldout",
    "SurveyInProject",
    "SurveyNotClassesItem",
    "SurveyRange",
    "SurveyReadAs",
    "SurveyRecord",
    "SurveyRefusedItem",
    "SurveyTask",
    "TaskKind",
    "TaskSettings",
    "TaskSettingsMultiLabel",
    "TaskSettingsNumeric",
    "TaskSettingsSingleChoice",
    "Training",
    "Trial",
    "TrialResult",
    "TrialResultFiguresItem",
    "TrialResultRanking",
    "TrialResultRankingOtherItem",
    "TrialResultRankingPresentItem",
    "TrialResultSeconds",
    "TrialState",
    "UndoneAnnotation",
    "UntilModel",
    "Upload",
    "WantedRecord",
    "WantedRecords",
]


class Problem(ApiModel):
    type: str
    title: str
    status: int
    code: Literal[
        "invalid_input",
        "not_signed_in",
        "key_invalid",
        "forbidden",
        "key_not_allowed",
        "wrong_password",
        "account_deactivated",
        "wrong_origin",
        "project_not_found",
        "record_not_found",
        "round_not_found",
        "trial_not_found",
        "model_not_found",
        "predictions_not_found",
        "annotation_not_found",
        "person_not_found",
        "class_not_found",
        "import_not_found",
        "key_not_found",
        "upload_not_found",
        "route_not_found",
        "method_not_allowed",
        "too_large",
        "object_not_found",
        "invitation_invalid",
        "studio_not_linked",
        "reset_link_invalid",
        "email_taken",
        "already_member",
        "too_many_keys",
        "last_admin",
        "role_too_low",
        "key_reused",
        "already_annotated",
        "undo_too_late",
        "class_taken",
        "encoding_running",
        "encoding_not_failed",
        "round_running",
        "round_not_running",
        "round_not_failed",
        "not_waiting",
        "predictions_twice",
        "no_model",
        "model_stale",
        "predictions_running",
        "predictions_unfinished",
        "trial_running",
        "trial_not_running",
        "trial_impossible",
        "model_freed",
        "export_not_ready",
        "not_evaluated",
        "not_comparable",
        "no_new_labels",
        "upload_elsewhere",
        "upload_busy",
        "tus_version",
        "too_many_uploads",
        "upload_unfinished",
        "import_running",
        "file_unreadable",
        "studio_unsuitable",
        "encoding_unknown",
        "url_refused",
        "too_many_records",
        "import_failed",
        "export_failed",
        "encoding_failed",
        "record_corrupt",
        "object_corrupt",
        "method_unsuitable",
        "predictions_refused",
        "predictions_late",
        "training_failed",
        "too_many_attempts",
        "too_many_streams",
        "disk_full",
        "storage_failed",
        "model_not_ready",
        "predictions_busy",
        "unavailable",
        "internal",
        "unreadable",
    ]
    detail: str
    """What happened and what to do next, for the person using the product"""
    request_id: str | None = Field(default=None)


Role = Literal["admin", "engineer", "annotator"]


class Person(ApiModel):
    id: str
    name: str
    email: str
    role: Role
    is_active: bool
    """False where the account is deactivated: nobody signs in to it, its answers stay"""
    created_at: datetime


class Service(ApiModel):
    state: Literal["running", "resting", "stopped"]
    failures: int
    """How often it has ended by itself without running well in between"""
    next_try_at: datetime | None
    """When one that rests is started again"""


class Services(ApiModel):
    worker: Service | None
    """Null where the worker is started by other means than `npm start`"""
    is_disk_full: bool


RecordKind = Literal["image", "text", "row", "vector"]


class TaskSettingsSingleChoice(ApiModel):
    kind: Literal["single_choice"]


class TaskSettingsMultiLabel(ApiModel):
    kind: Literal["multi_label"]


class TaskSettingsNumeric(ApiModel):
    kind: Literal["numeric"]
    unit: str
    """Shown behind the number"""
    low: float | None
    """The least number there is; null where there is none"""
    high: float | None
    """The greatest"""
    step: float | None
    """By which the keys and the slider move"""


TaskSettings = Annotated[
    TaskSettingsSingleChoice | TaskSettingsMultiLabel | TaskSettingsNumeric,
    Field(discriminator="kind"),
]


class Class(ApiModel):
    id: str
    name: str
    key: str | None
    """On the keyboard; null where the labelling page chooses"""
    colour: str | None
    description: str
    order: int
    merged_into_id: str | None
    """Answers that name this class count for that one"""
    is_archived: bool
    """Nobody is offered it any more, and no model learns it"""


class ScheduleHour(ApiModel):
    every: Literal["hour"]


class ScheduleDay(ApiModel):
    every: Literal["day"]
    hour: int
    time_zone: str


class ScheduleWeek(ApiModel):
    every: Literal["week"]
    weekday: int
    """0 is Sunday"""
    hour: int
    time_zone: str


Schedule = Annotated[
    ScheduleHour | ScheduleDay | ScheduleWeek,
    Field(discriminator="every"),
]


class MethodChoice(ApiModel):
    id: str
    options: dict[str, Any]


class StoppingSetting(ApiModel):
    rule: MethodChoice
    rounds: int
    """Rounds in a row for which the rule is to hold"""


class OutsideModel(ApiModel):
    says: Literal["samples", "single"]
    """Several draws of each record, such as the trees of a forest or the networks of an
    ensemble; or one prediction, of which no method that lives on disagreement can make
    anything"""
    hours: float
    """How long a round waits for predictions before it fails. A reminder comes after half of
    it"""


class ProjectSettings(ApiModel):
    labels_per_round: int
    """New labels after which the model is trained again"""
    trains_by_labels: bool
    """Whether that many new labels begin a round; off, only the schedule and “train now” do"""
    schedule: Schedule | None
    """When a model is trained by the clock, where there are new labels; null: never"""
    stopping: StoppingSetting | None
    """The rule that pauses training once it holds; null: advice only, and nothing stops by
    itself"""
    encoder: MethodChoice | None
    """How records become features; null: as the records suggest"""
    network: MethodChoice | None
    """Null: as the features suggest"""
    posterior: MethodChoice
    acquisition: MethodChoice
    selection: MethodChoice
    cold_start: MethodChoice
    """How the questions before the first model are chosen, when the import ends: at random, or
    by what records look like"""
    calibration: MethodChoice
    """How the certainty of a model is set right once it is trained, by labels that the holdout
    has no part in"""
    outside: OutsideModel | None
    """A model outside that posts predictions, in the place of network and posterior; null:
    Querent trains its own"""
    draws: int
    """Networks drawn from the posterior to score the pool (S)"""
    seed: int


class ProjectCounts(ApiModel):
    records: int
    pool: int
    """Records that are neither labelled nor in the holdout"""
    holdout: int
    labelled: int
    skipped: int
    changed: int
    """Labels that were given, changed or taken back since the last model was trained"""


ImportState = Literal["queued", "running", "done", "failed"]


class ImportRejectedItem(ApiModel):
    name: str
    reason: str


class Import(ApiModel):
    id: str
    project_id: str
    source: str
    """Id of a sample, or `upload`"""
    name: str
    """Of the file"""
    state: ImportState
    total: int | None
    """Records that there are, as far as is known before they are read"""
    done: int
    """Records that were read, those included that were refused"""
    added: int
    known: int
    """Were there already, by their id or their content: nothing was changed"""
    restored: int
    """Had been removed, and are back"""
    rejected_count: int
    rejected: list[ImportRejectedItem]
    """The first hundred, and why"""
    notes: list[str]
    """What to know, in sentences"""
    records_per_second: float | None
    """Since the import began or was taken up again; null before that is known"""
    seconds_left: float | None
    error: str | None
    created_at: datetime
    finished_at: datetime | None


EncodingState = Literal["queued", "running", "done", "failed"]


class Encoding(ApiModel):
    id: str
    encoder: str
    title: str
    """Of the encoder"""
    reason: str
    """Why this one, in a sentence"""
    state: EncodingState
    total: int
    """Records there are"""
    done: int
    """Records that have features"""
    records_per_second: float | None
    seconds_left: float | None
    unread: float | None
    """Share of the content that the encoder cannot read"""
    advice: str | None
    """What to do where it cannot read much"""
    error: str | None


class Project(ApiModel):
    id: str
    name: str
    description: str
    record_kind: RecordKind
    task: TaskSettings
    classes: list[Class]
    """Those that were merged or archived included, since answers name them"""
    settings: ProjectSettings
    holdout: int
    """Records to measure models on that the project asks for; `counts` says how many there are"""
    counts: ProjectCounts
    import_: Import | None = Field(alias="import")
    encoding: Encoding | None
    """Null before the first record"""
    created_at: datetime
    can_manage: bool
    """Whether the asking person may change settings, people and rounds"""
    can_annotate: bool


RoundState = Literal[
    "queued",
    "waiting",
    "training",
    "scoring",
    "open",
    "closed",
    "failed",
    "stopped",
]


class RoundConfig(ApiModel):
    labels_per_round: int
    """New labels after which the model is trained again"""
    trains_by_labels: bool
    """Whether that many new labels begin a round; off, only the schedule and “train now” do"""
    schedule: Schedule | None
    """When a model is trained by the clock, where there are new labels; null: never"""
    stopping: StoppingSetting | None
    """The rule that pauses training once it holds; null: advice only, and nothing stops by
    itself"""
    encoder: MethodChoice | None
    """How records become features; null: as the records suggest"""
    network: MethodChoice
    posterior: MethodChoice
    acquisition: MethodChoice
    selection: MethodChoice
    cold_start: MethodChoice
    """How the questions before the first model are chosen, when the import ends: at random, or
    by what records look like"""
    calibration: MethodChoice
    """How the certainty of a model is set right once it is trained, by labels that the holdout
    has no part in"""
    outside: OutsideModel | None
    """A model outside that posts predictions, in the place of network and posterior; null:
    Querent trains its own"""
    draws: int
    """Networks drawn from the posterior to score the pool (S)"""
    seed: int


class RoundProgress(ApiModel):
    stage: Literal["training", "scoring", "measuring"]
    share: float
    """Part of the stage that is done"""
    epoch: int | None
    epochs: int | None
    loss: float | None
    """Of the last epoch, in nats: the mean negative log-likelihood of a label"""
    seconds_left: float | None
    """Estimated time to the end of the stage"""


class Awaited(ApiModel):
    since: datetime
    """Labels given by then are what the model is to learn"""
    until: datetime
    """The round fails where predictions are missing by then"""
    is_reminded: bool
    """Half of the time is over"""
    says: Literal["samples", "single"]
    """Several draws of each record, such as the trees of a forest or the networks of an
    ensemble; or one prediction, of which no method that lives on disagreement can make
    anything"""
    class_ids: list[str]
    """What predictions are wanted of; empty of numbers"""
    wanted: int
    """Records, of pool and holdout"""
    pool: int
    """Those of the pool among them"""
    received: int
    samples: int | None
    """Draws of each record, as the first piece has them; null before it has come"""
    model: str | None
    """As whoever posts calls it"""
    is_complete: bool


class Figure(ApiModel):
    id: str
    """Of the registry of figures"""
    title: str
    better: Literal["higher", "lower", "nominal"]
    unit: Literal["share", "nats", "target", "number"]
    value: float
    low: float
    high: float
    records: int
    """Holdout records it stands on"""


class RoundTimings(ApiModel):
    train_seconds: float
    backend: str
    draw_seconds: float | None
    score_seconds: float | None
    measure_seconds: float | None
    scored: int | None
    """Candidates scored"""


class Round(ApiModel):
    id: str
    project_id: str
    number: int
    """0 is the cold start"""
    state: RoundState
    seed: int
    config: RoundConfig
    """The settings this round was made with"""
    labels: int
    """Labels the model was trained on"""
    answers: int
    """Answers given to this round so far"""
    model_version: str | None
    model_id: str | None
    progress: RoundProgress | None
    awaited: Awaited | None
    """What it waits for, or has waited for, of an outside model"""
    figures: list[Figure]
    """Empty before they are measured, where there is no holdout, and for annotators"""
    is_stale: bool
    """The classes have changed since its model was trained"""
    timings: RoundTimings | None
    error: str | None
    created_at: datetime
    begun_at: datetime | None
    """When a worker took it"""
    opened_at: datetime | None


class UntilModel(ApiModel):
    given: int
    """Labels that were given, changed or taken back since the last model was trained"""
    wanted: int
    """So many of them begin the next round"""
    is_held_up: bool
    """A model is due and no label is left that it can learn from: it begins with the first
    that is given"""


class Pause(ApiModel):
    at: datetime
    by: str | None
    """The name of who paused it; null where the stopping rule did"""
    reason: str | None
    """What the stopping rule said, with its figures"""


class Training(ApiModel):
    pause: Pause | None
    scheduled_at: datetime | None
    """When the schedule looks next whether there are new labels to train on; null without one,
    and while paused"""


class ProjectEvent(ApiModel):
    counts: ProjectCounts
    import_: Import | None = Field(alias="import")
    encoding: Encoding | None
    classes: list[Class]
    open_round: Round | None
    working_round: Round | None
    """The round in training or scoring, or the failed or stopped one that waits"""
    until_model: UntilModel | None
    """Null where so many labels begin no round: the last one failed or was stopped, training
    is paused, or the settings say so"""
    training: Training


Split = Literal["pool", "holdout"]


class RecordContentImage(ApiModel):
    kind: Literal["image"]
    url: str
    width: int | None
    """Pixels; null of those that were imported before widths were kept"""
    height: int | None


class RecordContentText(ApiModel):
    kind: Literal["text"]
    text: str


class Cell(ApiModel):
    column: str
    value: str | float | bool | None


class RecordContentRow(ApiModel):
    kind: Literal["row"]
    cells: list[Cell]
    """In the order of the columns"""


class RecordContentVector(ApiModel):
    kind: Literal["vector"]
    count: int
    """Numbers it has"""
    numbers: list[float]
    """The first of them"""
    text: str | None
    link: str | None
    image_url: str | None


RecordContent = Annotated[
    RecordContentImage | RecordContentText | RecordContentRow | RecordContentVector,
    Field(discriminator="kind"),
]


class AnswerClassId(ApiModel):
    class_id: str


class AnswerClassIds(ApiModel):
    class_ids: list[str]
    """Labels that hold; empty where none does"""


class AnswerValue(ApiModel):
    value: float


Answer = AnswerClassId | AnswerClassIds | AnswerValue


class ListedRecord(ApiModel):
    id: str
    external_id: str | None
    name: str
    split: Split
    content: RecordContent
    """Shortened"""
    answer: Answer | None
    is_removed: bool


class AddedRecordsRejectedItem(ApiModel):
    place: str
    reason: str


class AddedRecords(ApiModel):
    added: int
    known: int
    """Were there already, by their id or their content: nothing was changed"""
    restored: int
    """Had been removed, and are back"""
    holdout: int
    """Records of the project on which models are measured"""
    rejected_count: int
    rejected: list[AddedRecordsRejectedItem]
    """The first hundred that were left out, and why"""
    notes: list[str]
    """What to know, in sentences"""


class Card(ApiModel):
    record_id: str
    round_id: str
    round_number: int
    name: str
    content: RecordContent
    score: float | None
    score_name: str | None
    """Title of the acquisition, such as BALD"""
    score_unit: str | None
    rank: int
    model_version: str | None
    reason: str
    """Why this record was asked, in a sentence"""
    lease_expires_at: datetime


class Hand(ApiModel):
    cards: list[Card]
    answered: int
    """Answers the asking person has given in this project"""
    empty: Literal[
        "none",
        "no_records",
        "importing",
        "more_follow",
        "choosing",
        "all_labelled",
        "others_hold_the_rest",
        "skipped_the_rest",
    ]
    """Why there are no cards, when there are none; more_follow: a sending of records said so;
    choosing: the first questions wait for the features"""


Outcome = Literal["label", "skip"]


class Annotation(ApiModel):
    id: str
    project_id: str
    record_id: str
    round_id: str | None
    """Null of an answer that was brought along"""
    annotator_id: str | None
    """Null of an answer that no person gave"""
    source_name: str | None
    """Who gave an answer that was brought along"""
    outcome: Outcome
    answer: Answer | None
    """As the task of the project says; null for a skip"""
    seconds: float
    """Time the card was in front of the annotator"""
    model_version: str | None
    """The model that asked; null in the cold start"""
    created_at: datetime
    undone_at: datetime | None


class RecentAnnotation(ApiModel):
    id: str
    project_id: str
    record_id: str
    round_id: str | None
    """Null of an answer that was brought along"""
    annotator_id: str | None
    """Null of an answer that no person gave"""
    source_name: str | None
    """Who gave an answer that was brought along"""
    outcome: Outcome
    answer: Answer | None
    """As the task of the project says; null for a skip"""
    seconds: float
    """Time the card was in front of the annotator"""
    model_version: str | None
    """The model that asked; null in the cold start"""
    created_at: datetime
    undone_at: datetime | None
    name: str
    content: RecordContent


class UndoneAnnotation(ApiModel):
    annotation: Annotation
    card: Card | None
    """Null where the record is answered all the same, by you or by somebody else, or is in
    another hand"""


class StatisticsAnswersItem(ApiModel):
    answer: Answer
    text: str
    count: int


class AdviceNext(ApiModel):
    labels: int
    title: str
    """Of the figure"""
    unit: Literal["share", "nats", "target", "number"]
    now: float
    """As the curve has it"""
    value: float
    """Likely after so many more labels"""
    low: float
    high: float


class Advice(ApiModel):
    verdict: Literal["enough", "more", "open"]
    """Enough: even at best the next labels bring what the holdout could hardly show. Open: it
    cannot be told yet"""
    reasons: list[str]
    """In sentences"""
    next: AdviceNext | None
    """What the next labels are likely to bring the first figure to; null where no curve tells"""


class Statistics(ApiModel):
    answers: list[StatisticsAnswersItem]
    """Labels of the pool, equal ones counted together, most frequent first"""
    rounds: list[Round]
    advice: Advice


class RoundDetailsStagesItem(ApiModel):
    id: Literal[
        "queued",
        "waiting",
        "training",
        "drawing",
        "scoring",
        "measuring",
        "open",
    ]
    state: Literal["done", "now", "waits", "ended"]
    """Ended: the round failed or was stopped there"""
    seconds: float | None
    """Null where it is not over, or was not timed"""


class RoundDetailsParts(ApiModel):
    total: int
    done: int
    records: int
    scored: int


class RoundDetailsLogItem(ApiModel):
    id: str
    at: datetime
    level: Literal["info", "warning", "error"]
    text: str


class RoundDetailsAnsweredByAnswerItem(ApiModel):
    answer: Answer
    text: str
    count: int


class RoundDetailsAnswered(ApiModel):
    labels: int
    skips: int
    by_answer: list[RoundDetailsAnsweredByAnswerItem]
    """Most frequent first"""


class SettingBeside(ApiModel):
    name: str
    now: str
    before: str | None
    """What it was in the round before, or is without the change; null where it is the same"""


class RoundDetailsServing(ApiModel):
    number: int
    model_version: str | None


class RoundDetails(ApiModel):
    round: Round
    stages: list[RoundDetailsStagesItem]
    losses: list[tuple[float, float]]
    """Epoch and loss in nats, a few hundred at most: of long trainings every so many epochs"""
    parts: RoundDetailsParts | None
    """Parts of the pool that are scored, and records in them; null where none are in hand"""
    log: list[RoundDetailsLogItem]
    """Oldest first, the latest two hundred"""
    answered: RoundDetailsAnswered
    settings: list[SettingBeside]
    serving: RoundDetailsServing | None
    """The round that asks meanwhile, with its model; null where that is this one"""


class WantedRecord(ApiModel):
    place: int
    """Rows of an array are predictions of records whose places follow each other"""
    record_id: str
    external_id: str | None
    index: int
    """In the order in which the records of the project came"""
    split: Literal["pool", "holdout"]
    is_predicted: bool


class WantedRecords(ApiModel):
    items: list[WantedRecord]
    next: str | None
    """Cursor of the next page; null of the last"""
    awaited: Awaited


class QueryItem(ApiModel):
    record_id: str
    rank: int
    """0 is asked first"""
    score: float | None
    name: str
    content: RecordContent
    """Shortened"""
    answer: Answer | None


class Query(ApiModel):
    round: Round
    score_name: str | None
    score_unit: str | None
    items: list[QueryItem]


TrialState = Literal["queued", "running", "done", "failed", "stopped"]


class Estimate(ApiModel):
    value: float
    low: float
    high: float


class TrialResultFiguresItem(ApiModel):
    id: str
    """Of the registry of figures"""
    title: str
    better: Literal["higher", "lower", "nominal"]
    unit: Literal["share", "nats", "target", "number"]
    present: Estimate
    """Of the settings in use"""
    other: Estimate
    """Of those that were tried"""
    difference: Estimate
    """Other less present, with its paired 95 % interval"""


class TrialResultSeconds(ApiModel):
    """Of all fits together"""

    present: float
    other: float


class TrialResultRankingPresentItem(ApiModel):
    record_id: str
    name: str
    content: RecordContent
    """Shortened"""
    score: float | None
    is_in_both: bool
    """Among the first questions of the other settings too"""


class TrialResultRankingOtherItem(ApiModel):
    record_id: str
    name: str
    content: RecordContent
    """Shortened"""
    score: float | None
    is_in_both: bool
    """Among the first questions of the other settings too"""


class TrialResultRanking(ApiModel):
    present: list[TrialResultRankingPresentItem]
    """What the settings in use would ask first"""
    other: list[TrialResultRankingOtherItem]
    questions: int
    """First questions that are compared"""
    overlap: float
    """Share of them that both ask"""
    correlation: float | None
    """Spearman’s ρ of the places of the records that both rank"""
    common: int
    """Records that both rank"""
    looked: int
    """Records of the pool that were looked at"""


class TrialResult(ApiModel):
    figures: list[TrialResultFiguresItem]
    records: int
    """Labelled records, each judged once by a model that had not seen it"""
    seconds: TrialResultSeconds
    """Of all fits together"""
    ranking: TrialResultRanking


class Trial(ApiModel):
    id: str
    project_id: str
    state: TrialState
    progress: float
    labels: int
    folds: int
    changes: list[SettingBeside]
    """What was tried: `now`, beside what the project had, `before`"""
    error: str | None
    created_by: str
    """The name of a person"""
    created_at: datetime
    ended_at: datetime | None
    result: TrialResult | None


class Model(ApiModel):
    id: str
    project_id: str
    version: str
    """As answers and exports name it"""
    round_id: str
    round_number: int
    created_at: datetime
    labels: int
    """That it was trained on"""
    data_version: str | None
    """The same where the same labels were learned; null of older models"""
    likelihood: str
    network: MethodChoice
    posterior: MethodChoice
    encoder: str | None
    """That made the features; null where these are gone"""
    train_seconds: float | None
    temperature: float | None
    """What its predictions are tempered by; null where they are not"""
    bytes: int
    """Of its files"""
    is_outside: bool
    """It lives outside of Querent, which has its predictions only: it has no files and cannot
    serve"""
    has_files: bool
    """Its files have not been freed: it can serve"""
    is_pinned: bool
    """Its files stay, however many come after it"""
    is_serving: bool
    is_stale: bool
    """The classes have changed since it was trained"""
    figures: list[Figure]
    """The main ones of its task, and all once it is evaluated; none without a holdout"""


ServeBy = Literal["newest", "best", "chosen"]


class Serving(ApiModel):
    by: ServeBy
    figure: str | None
    """By which the best is found; null: the first figure of the task"""
    model_id: str | None
    """The model that serves now; null before there is one"""
    kept: int
    """Of so many models, the latest, files stay, beside those that serve or are pinned"""


class Models(ApiModel):
    items: list[Model]
    next: str | None
    """Cursor of the next page; null of the last"""
    serving: Serving


class ClassFigures(ApiModel):
    class_id: str
    name: str
    records: int
    """Of the holdout that it holds for"""
    recall: Estimate | None
    """Null where there are none"""
    precision: Estimate | None
    """Null where it is never said"""
    average_precision: float | None


class EvaluationReliabilityItem(ApiModel):
    forecast: float
    share: Estimate
    count: int


class EvaluationConfusionItem(ApiModel):
    truth: str
    said: str
    count: int


class EvaluationAnsweredItem(ApiModel):
    share: float
    error: float


class EvaluationDoubtItem(ApiModel):
    low: float
    high: float
    right: int
    wrong: int


class EvaluationValuesItem(ApiModel):
    record_id: str
    truth: float
    mean: float
    low: float
    high: float


class Evaluation(ApiModel):
    model: Model
    records: int
    """Holdout records it stands on"""
    notes: list[str]
    """What to keep in mind when reading the figures, in words"""
    unit: str
    """Of uncertainties: nats, or the unit of the values"""
    by_class: list[ClassFigures] | None
    """Null of numbers"""
    reliability: list[EvaluationReliabilityItem]
    """How often what was forecast came true"""
    confusion: list[EvaluationConfusionItem] | None
    """Cells with records, by ids of classes; null but for a single choice"""
    answered: list[EvaluationAnsweredItem]
    """Mean error of the surest answers, over all shares of them"""
    doubt: list[EvaluationDoubtItem]
    """Records by uncertainty; a value counts as right where it is nearer than half of them"""
    values: list[EvaluationValuesItem] | None
    """Numbers only: predicted beside true values, with the central 95 %"""


class SaidRecord(ApiModel):
    record_id: str
    name: str
    content: RecordContent
    """Shortened"""
    truth: str
    said: str
    is_right: bool | None
    """Null of numbers"""
    error: float
    confidence: float | None
    """Null of numbers"""
    uncertainty: float
    epistemic: float | None
    """The part that more labels would take away; null where it is unknown"""


class SaidRecords(ApiModel):
    items: list[SaidRecord]
    next: str | None
    """Cursor of the next page; null of the last"""


class ComparisonFiguresItem(ApiModel):
    id: str
    """Of the registry of figures"""
    title: str
    better: Literal["higher", "lower", "nominal"]
    unit: Literal["share", "nats", "target", "number"]
    first: float
    second: float
    difference: Estimate
    """Second less first, with its paired 95 % interval"""


class ComparisonChangedItemsItem(ApiModel):
    record_id: str
    name: str
    content: RecordContent
    """Shortened"""
    truth: str
    first: str
    second: str
    is_better: bool | None


class ComparisonChanged(ApiModel):
    count: int
    """Records of which they say something else"""
    better: int
    """Of these, the second is right, or nearer to the truth"""
    worse: int
    """Of these, the first is"""
    items: list[ComparisonChangedItemsItem]


class Comparison(ApiModel):
    first: Model
    second: Model
    records: int
    """That both were measured on"""
    figures: list[ComparisonFiguresItem]
    changed: ComparisonChanged


ExportForm = Literal["features", "records"]


class ModelInput(ApiModel):
    name: str
    dtype: Literal["uint8", "float32"]
    shape: list[int]
    """Of one record"""
    before: str
    """What has to be done to a record first, in sentences"""


class ModelExample(ApiModel):
    title: str
    file: str
    """What it may be called"""
    needs: str
    """What has to be installed, in words"""
    code: str


class ModelExport(ApiModel):
    form: ExportForm
    state: Literal["none", "queued", "running", "done", "failed"]
    """`none`: nobody has asked for it"""
    reason: str | None
    """Why it cannot be made; null where it can"""
    file: str
    """What it is called"""
    bytes: int | None
    """Null until it is made"""
    is_outdated: bool
    """It was made before classes or the project were renamed; asked for, it is made anew"""
    error: str | None
    """Why it failed"""
    input: ModelInput | None
    """Null until it is made"""
    examples: list[ModelExample]
    """With its name; none until it is made"""


class ModelExports(ApiModel):
    items: list[ModelExport]
    """One a form"""


class PredictedRecordProbabilitiesItem(ApiModel):
    class_id: str
    name: str
    probability: float


class PredictedRecordUncertainty(ApiModel):
    total: float
    """Of classes and labels the entropy in nats; of numbers a standard deviation in their unit"""
    epistemic: float
    """The part that more labels would take away; of numbers, squares add up"""
    aleatoric: float
    """The part that they would not"""


class PredictedRecord(ApiModel):
    id: str | None
    """Yours, where you gave one"""
    answer: Answer
    """The likeliest class; every label that is more likely than not; the expected number"""
    text: str
    """The same in words"""
    probabilities: list[PredictedRecordProbabilitiesItem] | None
    """Of every class or label, the highest first; null of numbers"""
    uncertainty: PredictedRecordUncertainty


class Predictions(ApiModel):
    model_id: str
    model_version: str
    unit: str
    """Of uncertainties: nats, or the unit of the numbers"""
    items: list[PredictedRecord]
    """In the order of the records"""
    notes: list[str]
    """What was read otherwise than it was written, such as NaN, with places; the first five,
    and how many more"""


PredictionState = Literal["queued", "running", "done", "failed"]


class PredictionSet(ApiModel):
    id: str
    project_id: str
    model_id: str
    model_version: str
    state: PredictionState
    total: int
    """Records that had features when it was asked for"""
    done: int
    error: str | None
    created_at: datetime
    finished_at: datetime | None


class StudioQuestion(ApiModel):
    control: Literal["choices", "number"]
    from_name: str
    """Name of the tag that is answered"""
    to_name: str
    """Name of the tag that is shown"""
    kind: Literal["text", "image"]
    """What is shown"""
    data_key: str
    """Where it stands in the data of a task"""
    is_multiple: bool
    choices: list[str]
    """As results name them; none of numbers"""


class StudioLink(ApiModel):
    project_id: str
    url: str
    """Of Label Studio, as this installation reaches it"""
    studio_project_id: int
    title: str
    """Of the project there"""
    backend_url: str
    """What to enter there as the URL of the model. Its last part cannot be guessed: keep it
    secret"""
    question: StudioQuestion
    classes: dict[str, str]
    """The class that each choice there is, by its name here"""
    sets_version: bool
    tasks: int
    """Tasks there that are known"""
    records: int
    """Those that are records here"""
    waiting: int
    """Those of which something is still to be fetched"""
    problems: int
    """Those that, or an answer of which, could not be taken in"""
    problem: str | None
    """Of the first of them"""
    version: str | None
    """The model whose predictions order the tasks there"""
    called_at: datetime | None
    """Label Studio called last"""
    labelled_at: datetime | None
    """An answer given there came in, changed or went last"""
    error: str | None
    """What went wrong last, until it goes well again"""
    failed_at: datetime | None


MemberRole = Literal["engineer", "annotator"]


class Member(ApiModel):
    person: Person
    role: MemberRole


class CreatedResetLink(ApiModel):
    link: str
    """Path and query, without the host"""
    expires_at: datetime


class Invitation(ApiModel):
    id: str
    role: Role
    project_id: str | None
    project_name: str | None
    creator_name: str | None
    """Null for the link of the first start, which nobody made"""
    created_at: datetime
    expires_at: datetime


class CreatedInvitation(ApiModel):
    id: str
    role: Role
    project_id: str | None
    project_name: str | None
    creator_name: str | None
    """Null for the link of the first start, which nobody made"""
    created_at: datetime
    expires_at: datetime
    link: str
    """Path and query, without the host"""


class Upload(ApiModel):
    id: str
    name: str
    bytes: int | None
    """Of the whole file; null where the address it is fetched from does not tell"""
    received_bytes: int
    """That have come so far"""
    is_whole: bool
    """It can be looked at and imported"""
    url: str | None
    """It is fetched from here"""
    error: str | None
    """Why it cannot be fetched, and what to do"""
    created_at: datetime
    is_importing: bool
    """Its records are being read: it goes when that is done"""
    expires_at: datetime
    """Then it is thrown away, unless something of it comes or it is imported before"""


class Limits(ApiModel):
    upload_bytes: int
    """Bytes of a file that is brought, at most"""
    project_records: int
    """Records of a project at most"""
    free_bytes: int
    """Bytes of the disk that no file that is brought may use up"""


Scope = Literal["read", "label", "manage"]


class ApiKey(ApiModel):
    id: str
    name: str
    scope: Scope
    project_id: str | None
    """The one project it is for; null where it is for all of its person’s"""
    project_name: str | None
    start: str
    """Its first letters, by which it is recognised; the key itself is not kept"""
    person_id: str
    """As whom it acts"""
    person_name: str
    created_at: datetime
    last_used_at: datetime | None
    """To the minute; null where it never was"""
    expires_at: datetime | None
    """Null where it works until it is revoked"""
    has_expired: bool


class ApiKeys(ApiModel):
    items: list[ApiKey]
    next: str | None
    """Cursor of the next page; null of the last"""


class CreatedKey(ApiModel):
    id: str
    name: str
    scope: Scope
    project_id: str | None
    """The one project it is for; null where it is for all of its person’s"""
    project_name: str | None
    start: str
    """Its first letters, by which it is recognised; the key itself is not kept"""
    person_id: str
    """As whom it acts"""
    person_name: str
    created_at: datetime
    last_used_at: datetime | None
    """To the minute; null where it never was"""
    expires_at: datetime | None
    """Null where it works until it is revoked"""
    has_expired: bool
    key: str
    """To be sent as `Authorization: Bearer …`"""


class SurveyFormat(ApiModel):
    id: str
    title: str


class SurveyFormatsItem(ApiModel):
    id: str
    title: str


ColumnRole = Literal[
    "text",
    "image",
    "vector",
    "number",
    "category",
    "date",
    "label",
    "flag",
    "id",
    "split",
    "metadata",
    "ignore",
]


class SurveyColumn(ApiModel):
    name: str
    role: ColumnRole
    examples: list[str]
    """The first values"""
    note: str
    """What it becomes, in words: 'number, 18 to 90, 3 % missing'; empty where there is nothing
    to say"""


class SurveyReadAs(ApiModel):
    name: str
    """Of its file"""
    created_at: datetime


class SurveyRecord(ApiModel):
    place: str
    external_id: str | None
    name: str
    content: RecordContent
    """Shortened; a picture is a small one, as a data: address"""
    label: str | None
    """As its task reads it, in words"""
    split: Split | None


class SurveyCounts(ApiModel):
    is_whole: bool
    """The whole file was read; else its beginning, and `records` is an estimate, of two digits"""
    records: int
    """That would come in"""
    labelled: int
    """Of those read that come in"""
    unlabelled: int
    """Of those read that come in: none where nobody would be asked anything"""
    pool: int
    """Of those read that say so themselves"""
    holdout: int
    """Of those read that say so themselves"""
    refused: int
    """Of those read; by the project too, where they are to be added to one"""


class SurveyRefusedItem(ApiModel):
    place: str
    reason: str


class SurveyCopies(ApiModel):
    exact: int
    """Contents that came before: they do not come in, since each is asked about once"""
    near: int
    """Texts and rows that came before but for case and space: they come in"""


TaskKind = Literal["single_choice", "multi_label", "numeric"]


class SurveyTask(ApiModel):
    """That the labels suggest, or that was asked for"""

    kind: TaskKind
    reason: str


class SurveyClassesItem(ApiModel):
    name: str
    count: int


class SurveyNotClassesItem(ApiModel):
    name: str
    """As the file says it; case and the space around it do not matter"""
    records: Literal["ask", "leave-out"]
    """`ask`: they come in without a label, and people are asked about them; `leave-out`: they
    do not come in"""
    count: int
    """Records read that have it"""
    reason: str
    """Why it is proposed; empty where somebody has said so"""


class SurveyRange(ApiModel):
    low: float
    high: float


class SurveyHoldout(ApiModel):
    records: int
    """Proposed: labelled records that are kept for measuring"""
    most: int
    reason: str
    """In words, with what it means for the figures, or what follows from having none"""


class SurveyEncoder(ApiModel):
    title: str
    reason: str
    unread: float | None


class SurveyInProject(ApiModel):
    fresh: int
    known: int
    refused: int
    taking: int
    """Records of the project without a label that take that of a copy in the file"""
    is_exact: bool
    """False where not all pictures could be compared: then `fresh` is what it is at most, and
    the others are about so"""


class Survey(ApiModel):
    format: SurveyFormat
    formats: list[SurveyFormatsItem]
    """As which it can be read, this one included"""
    options: dict[str, Any]
    """To be sent back, changed or not"""
    columns: list[SurveyColumn]
    """None where there is nothing to choose"""
    read_as: SurveyReadAs | None
    """The import into the project by whose columns those of the same names are read; null
    where they are not"""
    record_kind: RecordKind | None
    """Null where no column is left to learn from"""
    records: list[SurveyRecord]
    """The first ones, as they would come in"""
    counts: SurveyCounts
    refused: list[SurveyRefusedItem]
    """The first hundred, those that the project would refuse included"""
    copies: SurveyCopies
    task: SurveyTask
    """That the labels suggest, or that was asked for"""
    classes: list[SurveyClassesItem]
    """Of the labels, in the order of the names or, if numbers, of their values"""
    not_classes: list[SurveyNotClassesItem]
    """Labels that are no classes: their `name` and `records` are sent back, changed or not"""
    range: SurveyRange | None
    """Of labels that are numbers"""
    holdout: SurveyHoldout
    encoder: SurveyEncoder | None
    """By which records become features, as far as can be said"""
    in_project: SurveyInProject | None
    """Of those read: what adding them to the project would do, by their ids, contents and
    labels"""
    problems: list[str]
    """What has to be changed before records can be stored"""
    notices: list[str]


ExportFormat = Literal["csv", "jsonl", "image-folder"]


ExportRows = Literal["records", "answers"]


ExportStatus = Literal["all", "labelled", "skipped", "unlabelled"]


ExportSplit = Literal["all", "pool", "holdout"]


SampleId = Literal["digits", "web-features", "iris", "digit-vectors"]
