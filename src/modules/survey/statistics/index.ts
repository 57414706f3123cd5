export * from './model.ts';
export { differenceOfMeans, figuresOf, figuresOfMoments, meanFigures, neededAnswers, populationCorrection, responseRate, shareInterval, type ChoiceFigures, type Difference } from './figures.ts';
export { momentsOf } from './moments.ts';
export { alphaOf, alphaOfRows, type Reliability } from './reliability.ts';
export { tallySurvey } from './tally-store.ts';
export { figuresOfRows, type ItemFigures, type ItemScale, type ScaleFigures } from './rows.ts';
