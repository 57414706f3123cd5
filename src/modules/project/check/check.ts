import { differingCounts } from './compare-counts.ts';
import { differingDates } from './compare-dates.ts';
import { alikeAmounts, differingAmounts, missingCurrencies, partnersAgainstTotal, partsAgainstWhole } from './compare-money.ts';
import { differingCodes, differingPartners, differingPlaces } from './compare-sets.ts';
import { factsOf, shortNames, unreadOf } from './extract.ts';
import { noFacts, type Facts } from './facts.ts';
import { checkKinds, checkSeverities, type CheckedText, type CheckResult, type RegisteredProject } from './model.ts';
import { parse } from './parse.ts';
import { Projects } from './projects.ts';
import { organisationOf, registeredFacts } from './registered.ts';
import { stageOf } from './stage.ts';
import { asOtherVersions } from './versions.ts';

function join(all: readonly Facts[]): Facts {
	const facts = noFacts();
	for (const { money, dates, counts, partners, places } of all) {
		for (const fact of money) facts.money.push(fact);
		for (const fact of dates) facts.dates.push(fact);
		for (const fact of counts) facts.counts.push(fact);
		for (const fact of partners) facts.partners.push(fact);
		for (const fact of places) facts.places.push(fact);
	}
	return facts;
}

function compared(facts: Facts, regions: ReadonlySet<string>): CheckResult[] {
	const money = differingAmounts(facts.money);
	const told = new Set(money.flatMap((result) => result.values.map((value) => `${value.file}#${value.line}#${value.value}`)));
	// What is already said of an amount is not said again as a likeness.
	const alike = alikeAmounts(facts.money).filter((result) => !result.values.every((value) => told.has(`${value.file}#${value.line}#${value.value}`)));
	return [...money, ...alike, ...partsAgainstWhole(facts.money), ...partnersAgainstTotal(facts.money), ...missingCurrencies(facts.money), ...differingDates(facts.dates), ...differingCounts(facts.counts), ...differingPartners(facts.partners), ...differingPlaces(facts.places, regions)];
}

const order = (result: CheckResult): string => [checkKinds.indexOf(result.kind), checkSeverities.indexOf(result.severity), String(Math.round((1 - result.confidence) * 100)).padStart(3, '0'), result.subject, ...result.values.map((value) => `${value.file}#${String(value.line).padStart(7, '0')}#${value.value}`)].join('|');

/**
 * Checks texts against each other, against themselves and, where given, against registered projects (the version in force,
 * explained by older ones). Pure, and linear in the size of the texts. Results stand by weight: contradictions before
 * changes before what could not be read. docs/document-check.md describes the grammar, the tolerances and the confidence.
 */
export function checkDocuments(texts: readonly CheckedText[], registered: readonly RegisteredProject[] = []): CheckResult[] {
	const parsed = texts.map((text) => parse(text));
	const projects = new Projects(parsed, registered);
	const resolve = shortNames(parsed, registered.flatMap((project) => project.versions.at(-1)?.document.partners.map((partner) => organisationOf(partner.name)) ?? []));
	const readings = parsed.map((text) => ({ text, stage: stageOf(text), projects }));
	const found = join(readings.map((reading) => factsOf(reading, resolve)));
	const versions = registered.map((project) => ({ project, facts: project.versions.map((version) => registeredFacts(project, projects.labelOf(project.code), version)) }));
	const inForce = versions.flatMap(({ facts }) => facts.slice(-1));
	const regions = new Set(parsed.flatMap((text) => text.blocks.flatMap((block) => block.organisations.filter((o) => o.organisation.type === 'region').flatMap((o) => o.organisation.own))));
	const results = [
		...asOtherVersions(compared(join([found, ...inForce]), regions), versions.flatMap(({ facts }) => facts.slice(0, -1))),
		...differingCodes(projects.all, new Set(registered.flatMap((project) => [project.code, ...project.versions.flatMap(({ document }) => document.codes.map((code) => code.value))]))),
		...readings.flatMap(unreadOf)
	];
	return results.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
