import type { LocalizedText } from '#platform/locale.ts';
import type { ProjectState, VersionStage } from '../lifecycle.ts';
import type { FundKind, GroupKind, PartnerRole, ProjectDocument } from '../model.ts';
import type { ObjectState, ResultRow } from '../things/index.ts';
import type { Money } from './model.ts';

/** Where a figure was read: a number in the page's list of sources, and the place in that document. */
export interface Reference {
	/** From 1, as the list of sources counts. */
	readonly number: number;
	readonly title: string;
	readonly place: string;
}

/** One who pays, with the part as published. */
export interface FundShare {
	readonly key: string;
	readonly name: LocalizedText;
	readonly kind: FundKind;
	readonly share: Money;
	/** Percent as published, or null. */
	readonly rate: string | null;
	readonly source: Reference | null;
}

export interface PublicPartner {
	readonly key: string;
	readonly role: PartnerRole;
	readonly name: LocalizedText;
	readonly country: string;
	/** Its municipality as recorded with the project; null where unknown. */
	readonly municipality: LocalizedText | null;
	/** The one that holds its place today, where it is another. */
	readonly municipalityToday: LocalizedText | null;
	/** Days of joining and leaving, where it was not there all the time. */
	readonly from: string | null;
	readonly to: string | null;
	/** Null where its share was not published. */
	readonly total: Money | null;
	readonly funds: readonly FundShare[];
	readonly source: Reference | null;
}

export interface PublicResult extends Pick<ResultRow, 'subject' | 'key' | 'name' | 'unit' | 'kind' | 'within' | 'planned' | 'atLeast' | 'standing' | 'baseline'> {
	readonly reached: string | null;
	readonly byDay: string | null;
	readonly plannedSource: Reference | null;
	readonly reachedSource: Reference | null;
	/** What was first agreed, where a modification changed it. */
	readonly firstPlanned: string | null;
}

export interface PublicVersion {
	readonly number: number;
	readonly stage: VersionStage;
	readonly inForceFrom: string;
	/** Null where that version names no total. */
	readonly total: Money | null;
	readonly eu: Money | null;
	readonly partners: number;
	readonly period: ProjectDocument['period'];
}

export interface PublicSource {
	readonly number: number;
	readonly kind: ProjectDocument['documents'][number]['kind'];
	readonly title: string;
	readonly issuedOn: string | null;
	readonly address: string | null;
}

export interface PublicProject {
	readonly region: { readonly slug: string; readonly name: LocalizedText };
	readonly id: string;
	readonly slug: string;
	readonly state: ProjectState;
	readonly publishedAt: Date;
	/** When what the page shows last changed. */
	readonly changedAt: Date;
	readonly codes: readonly { readonly scheme: string; readonly value: string }[];
	readonly title: LocalizedText;
	readonly acronym: string | null;
	readonly programme: ProjectDocument['programme'];
	readonly period: ProjectDocument['period'];
	readonly periodSource: Reference | null;
	/** Null where no total was published. */
	readonly total: Money | null;
	readonly totalSource: Reference | null;
	/** The total that was agreed first, where the one in force is another. */
	readonly firstTotal: Money | null;
	readonly funds: readonly FundShare[];
	/** What of the total no published part explains; null where nothing is missing or the total is unknown. */
	readonly unexplained: Money | null;
	readonly lines: readonly { readonly key: string; readonly name: LocalizedText; readonly planned: Money }[];
	readonly partners: readonly PublicPartner[];
	readonly objectives: readonly LocalizedText[];
	readonly groups: readonly { readonly key: string; readonly kind: GroupKind; readonly name: LocalizedText }[];
	readonly results: readonly PublicResult[];
	/** Programmes and plans that the project serves. */
	readonly compliance: ProjectDocument['compliance'];
	readonly objects: readonly PublicObject[];
	readonly files: readonly PublicFile[];
	readonly versions: readonly PublicVersion[];
	readonly sources: readonly PublicSource[];
	/** Funds of the Union that pay: the emblem and the disclaimer stand for them. */
	readonly union: readonly LocalizedText[];
	readonly otherDonors: readonly LocalizedText[];
	/** Who publishes the page and answers for it: the region, whoever leads the project. */
	readonly answersFor: LocalizedText;
}

/** A place where something was planned to be built or equipped, and what was done there; one of the two may be missing. */
export interface PublicObject {
	readonly key: string;
	readonly place: LocalizedText;
	readonly municipality: LocalizedText | null;
	readonly municipalityToday: LocalizedText | null;
	readonly planned: { readonly what: LocalizedText; readonly quantity: number | null; readonly cost: Money | null; readonly source: Reference | null } | null;
	readonly built: {
		readonly what: LocalizedText;
		readonly quantity: number | null;
		readonly cost: Money | null;
		readonly state: ObjectState;
		readonly finishedOn: string | null;
		readonly asOf: string | null;
		readonly source: Reference | null;
		readonly photos: readonly { readonly id: string; readonly alternative: LocalizedText; readonly takenOn: string | null; readonly width: number; readonly height: number }[];
	} | null;
}

export interface PublicFile {
	readonly id: string;
	readonly title: string;
	readonly mediaType: string;
	/** Bytes. */
	readonly size: number;
}
