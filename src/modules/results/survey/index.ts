export type { Gap, GapPage, GapPair, View, Voice } from './gap-model.ts';
export type { BatteryResult, GroupingResult, GroupResult, IndexResult, NoFigure, NoTrend, PublishedSurvey, QuestionFigures, QuestionResult, Range, Share, ShownPublication, SurveyResults, TargetOutcome, TargetResult, Trend, TrendOutcome, VariantResult } from './model.ts';
export type { PerceptionFact } from './perception-model.ts';
export { perceptionGaps, perceptionOf, regionSurveys } from './perception-queries.ts';
export { publishedSurveys, surveyResults } from './queries.ts';
export type { RegionGroup, RegionRow, RegionSurveys } from './region-model.ts';
