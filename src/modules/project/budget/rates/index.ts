export { importRates, removeRate, saveRate } from './commands.ts';
export { rateFileBytes, RateForm, type EuroAmount, type ExchangeRate, type RateChoice, type RateReport, type RowProblem } from './model.ts';
export { assertMayKeepRates, rateOf, ratesOn, ratesPage, requireRate, toEuro, toEuroAll, type MoneyOnDay, type RatesPage } from './queries.ts';
export { fixedCurrencies, rateCurrency, readRate } from './rules.ts';
