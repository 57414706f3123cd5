export { atomFeed } from './atom.ts';
export { placeTimes, portfolioPageSize, type CurrencyTotal, type GroupTotal, type Money, type MunicipalityTotal, type PeriodTotal, type PlaceTime, type Portfolio, type PortfolioFilter, type PortfolioQuery, type PortfolioRow, type YearTotal } from './model.ts';
export type { FundShare, PublicFile, PublicObject, PublicPartner, PublicProject, PublicResult, PublicSource, PublicVersion, Reference } from './public-model.ts';
export { projectFeed, publicFile, publicPhoto, publicProject, publicRegion, type ProjectFeed } from './public-queries.ts';
export { inventedProjects, portfolio, publicProjects } from './queries.ts';
