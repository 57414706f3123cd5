// Generated from the database by "npm run types"; do not edit.
import type { ColumnType, Generated } from 'kysely';

export type Json = ColumnType<unknown, string, string>;

export interface AssessmentTable {
	region_id: string;
	id: Generated<string>;
	cycle_id: string;
	institution_id: string;
	state: string;
	ends_on: string | null;
	opened_at: Date | null;
	opened_by: string | null;
	reopened_at: Date | null;
	reopen_reason: string | null;
	proposed_at: Date | null;
	proposed_by: string | null;
	signed_at: Date | null;
	signed_by: string | null;
	summary: Generated<string>;
	revision: Generated<number>;
}

export interface AssessorTable {
	region_id: string;
	id: Generated<string>;
	assessment_id: string;
	person_id: string;
	kind: string;
	on_paper: Generated<boolean>;
	added_at: Date;
	finished_at: Date | null;
	left_out_at: Date | null;
	left_out_reason: string | null;
}

export interface AttemptTable {
	key_sha256: Buffer;
	window_start: Date;
	count: number;
}

export interface AuditTable {
	region_id: string;
	id: Generated<string>;
	at: Date;
	actor_id: string | null;
	action: string;
	subject_kind: string;
	subject_id: string;
	institution_id: string | null;
	before: ColumnType<unknown, string | null, string | null>;
	after: ColumnType<unknown, string | null, string | null>;
}

export interface AuditSealTable {
	region_id: string;
	seq: number;
	audit_id: string;
	hmac: string;
}

export interface ConsensusTable {
	region_id: string;
	id: Generated<string>;
	assessment_id: string;
	node_id: string;
	judgement: string;
	values: ColumnType<unknown, string | null, string | null>;
	justification: string;
	strengths: Generated<string>;
	improvements: Generated<string>;
	priority: number | null;
	agreed_by: string | null;
	revision: Generated<number>;
	updated_at: Date;
}

export interface CycleTable {
	region_id: string;
	id: Generated<string>;
	name: Json;
	methodology_version_id: string;
	mode: string;
	state: string;
	starts_on: string;
	ends_on: string;
	coordinator_id: string;
	previous_cycle_id: string | null;
	reason: string | null;
	created_at: Date;
	revision: Generated<number>;
	reminded_on: string | null;
}

export interface CycleInstitutionTable {
	region_id: string;
	cycle_id: string;
	institution_id: string;
}

export interface DissentTable {
	region_id: string;
	id: Generated<string>;
	consensus_id: string;
	assessor_id: string;
	opinion: string;
	recorded_at: Date;
}

export interface EvidenceTable {
	region_id: string;
	id: Generated<string>;
	institution_id: string;
	kind: string;
	title: string;
	note: Generated<string>;
	url: string | null;
	sha256: string | null;
	file_name: string | null;
	media_type: string | null;
	size: number | null;
	holds_from: string;
	expires_on: string | null;
	added_by: string | null;
	added_at: Date;
	removed_at: Date | null;
	removed_reason: string | null;
}

export interface EvidenceNodeTable {
	region_id: string;
	evidence_id: string;
	assessment_id: string;
	node_id: string;
}

export interface ExchangeRateTable {
	region_id: string;
	currency: string;
	on_date: string;
	units_per_euro: string;
	source: Generated<string>;
}

export interface ExpenditureTable {
	region_id: string;
	id: Generated<string>;
	project_id: string;
	partner_key: string;
	line_key: string;
	period_key: string;
	activity_key: string | null;
	procurement_id: string | null;
	kind: string;
	corrects: string | null;
	invoice: string;
	supplier: string;
	description: Generated<string>;
	invoiced_on: string;
	paid_on: string | null;
	net: string;
	vat: string;
	vat_eligible: Generated<boolean>;
	currency: string;
	rate: string | null;
	rate_on: string | null;
	amount: string;
	state: string;
	report_id: string | null;
	certified: string | null;
	deducted: string | null;
	reason: Generated<string>;
	entered_by: string | null;
	entered_at: Date;
	revision: Generated<number>;
}

export interface ExpenditureDeclaredTable {
	region_id: string;
	report_id: string;
	expenditure_id: string;
	amount: string;
	taken_up: Generated<boolean>;
	outcome: string;
	certified: string | null;
	deducted: string | null;
}

export interface ExpenditureEventTable {
	region_id: string;
	id: Generated<string>;
	expenditure_id: string;
	at: Date;
	number: number;
	action: string;
	report_id: string | null;
	certified: string | null;
	deducted: string | null;
	reason: Generated<string>;
	by_person: string | null;
}

export interface ExpenditureImportTable {
	region_id: string;
	id: Generated<string>;
	project_id: string;
	partner_key: string;
	name: string;
	sha256: string;
	rows: number;
	imported_by: string | null;
	imported_at: Date;
}

export interface FileTable {
	region_id: string;
	sha256: string;
	size: number;
	chunks: number;
	stored_at: Date;
}

export interface FileChunkTable {
	region_id: string;
	sha256: string;
	number: number;
	bytes: Buffer;
}

export interface IatiPublisherTable {
	region_id: string;
	reference: string;
	kind: string;
	language: string;
	revision: Generated<number>;
}

export interface InstallationTable {
	key: string;
	value: string;
	set_at: Generated<Date>;
}

export interface InstitutionTable {
	region_id: string;
	id: Generated<string>;
	slug: string;
	name: Json;
	about: ColumnType<unknown, string | undefined, string>;
	kind: string;
	municipality_id: string;
	invented: Generated<boolean>;
	valid_from: string;
	valid_to: string | null;
}

export interface InvitationTable {
	region_id: string;
	id: Generated<string>;
	email: string;
	name: string;
	locale: string;
	role: string;
	institution_id: string | null;
	invited_at: Date;
	invited_by: string | null;
	expires_at: Date;
	accepted_at: Date | null;
	withdrawn_at: Date | null;
}

export interface LibraryMethodologyTable {
	sha256: string;
	slug: string;
	version: string;
	document: string;
}

export interface LibraryQuestionnaireTable {
	sha256: string;
	slug: string;
	version: string;
	document: string;
}

export interface MailTable {
	region_id: string;
	id: Generated<string>;
	purpose: string;
	person_id: string | null;
	address: string;
	locale: string;
	subject: string;
	body: string;
	created_at: Date;
	sent_at: Date | null;
	attempts: Generated<number>;
	last_error: string | null;
	forget: Generated<boolean>;
}

export interface MembershipTable {
	region_id: string;
	id: Generated<string>;
	person_id: string;
	role: string;
	institution_id: string | null;
	granted_at: Date;
	granted_by: string | null;
	revoked_at: Date | null;
}

export interface MethodologyDraftTable {
	region_id: string;
	id: Generated<string>;
	slug: string;
	document: Json;
	revision: Generated<number>;
	based_on: string | null;
	created_at: Date;
	updated_at: Date;
	published_version_id: string | null;
}

export interface MethodologyVersionTable {
	region_id: string;
	id: Generated<string>;
	slug: string;
	version: string;
	sha256: string;
	document: string;
	published_at: Date;
	published_by: string | null;
}

export interface MunicipalityTable {
	region_id: string;
	id: Generated<string>;
	code: string;
	country: string;
	name: Json;
	valid_from: string;
	valid_to: string | null;
	source: Generated<string>;
}

export interface MunicipalitySuccessorTable {
	region_id: string;
	predecessor_id: string;
	successor_id: string;
	on_date: string;
}

export interface PartnerReportTable {
	region_id: string;
	id: Generated<string>;
	project_id: string;
	version_id: string;
	partner_key: string;
	period_key: string;
	state: string;
	summary: Generated<string>;
	returned_reason: Generated<string>;
	submitted_at: Date | null;
	decided_at: Date | null;
	project_report_id: string | null;
	revision: Generated<number>;
}

export interface PersonTable {
	id: Generated<string>;
	email: string | null;
	name: string;
	locale: Generated<string>;
	password_hash: string | null;
	invented: Generated<boolean>;
	created_at: Generated<Date>;
	erased_at: Date | null;
}

export interface PersonRegionTable {
	person_id: string;
	region_id: string;
}

export interface ProgrammeTable {
	region_id: string;
	id: Generated<string>;
	slug: string;
	name: Json;
	from_year: number;
	to_year: number;
	about: ColumnType<unknown, string | undefined, string>;
	source: Generated<string>;
	invented: Generated<boolean>;
	revision: Generated<number>;
}

export interface ProgrammeIndicatorTable {
	region_id: string;
	id: Generated<string>;
	node_id: string;
	name: Json;
	unit: Json;
	direction: Generated<string>;
	baseline: string | null;
	baseline_year: number | null;
	target: string | null;
	target_year: number | null;
	source: Generated<string>;
	removed_at: Date | null;
	revision: Generated<number>;
}

export interface ProgrammeLinkTable {
	region_id: string;
	id: Generated<string>;
	node_id: string;
	kind: string;
	project_id: string | null;
	title: Generated<string>;
	address: Generated<string>;
	on_date: string | null;
}

export interface ProgrammeNodeTable {
	region_id: string;
	id: Generated<string>;
	programme_id: string;
	parent_id: string | null;
	kind: string;
	code: string;
	position: number;
	name: Json;
	about: ColumnType<unknown, string | undefined, string>;
	responsible: ColumnType<unknown, string | undefined, string>;
	due_on: string | null;
	funding: Generated<string>;
	funding_amount: string | null;
	funding_currency: string | null;
	removed_at: Date | null;
	revision: Generated<number>;
}

export interface ProgrammeProgressTable {
	region_id: string;
	id: Generated<string>;
	node_id: string;
	on_date: string;
	percent: number;
	reason: string;
	recorded_by: string | null;
	recorded_at: Date;
}

export interface ProgrammeReportTable {
	region_id: string;
	id: Generated<string>;
	programme_id: string;
	year: number;
	locale: string;
	format: string;
	snapshot: string;
	snapshot_sha256: string;
	sha256: string;
	issued_by: string | null;
	issued_at: Date;
}

export interface ProgrammeValueTable {
	region_id: string;
	indicator_id: string;
	year: number;
	value: string;
	source: Generated<string>;
	recorded_by: string | null;
	recorded_at: Date;
}

export interface ProjectTable {
	region_id: string;
	id: Generated<string>;
	slug: string;
	state: string;
	version_id: string | null;
	published_at: Date | null;
	invented: Generated<boolean>;
	created_by: string | null;
	created_at: Date;
	updated_at: Date;
	revision: Generated<number>;
}

export interface ProjectAchievementTable {
	region_id: string;
	id: Generated<string>;
	project_id: string;
	subject: string;
	subject_key: string;
	reached: string;
	by_day: string;
	note: Generated<string>;
	source: ColumnType<unknown, string | null, string | null>;
	report_id: string | null;
	recorded_by: string | null;
	recorded_at: Date;
	withdrawn_at: Date | null;
	withdrawn_reason: Generated<string>;
}

export interface ProjectDraftTable {
	region_id: string;
	project_id: string;
	document: string;
	based_on: string | null;
	revision: Generated<number>;
	updated_by: string | null;
	updated_at: Date;
}

export interface ProjectFileTable {
	region_id: string;
	id: Generated<string>;
	project_id: string;
	title: string;
	name: string;
	media_type: string;
	size: number;
	sha256: string;
	public: Generated<boolean>;
	added_by: string | null;
	added_at: Date;
	removed_at: Date | null;
	revision: Generated<number>;
}

export interface ProjectGroupTable {
	region_id: string;
	project_id: string;
	group_key: string;
	kind: string;
	name: Json;
	planned: number | null;
}

export interface ProjectIatiTable {
	region_id: string;
	project_id: string;
	identifier: string;
	kept: Json;
	imported_at: Date;
}

export interface ProjectObjectTable {
	region_id: string;
	id: Generated<string>;
	project_id: string;
	plan_key: string | null;
	partner_key: string;
	place: Json;
	municipality_id: string | null;
	ownership: string;
	built: Json;
	quantity: number | null;
	cost: string | null;
	currency: string | null;
	state: string;
	finished_on: string | null;
	as_of: string | null;
	source: ColumnType<unknown, string | null, string | null>;
	removed_at: Date | null;
	revision: Generated<number>;
}

export interface ProjectPartnerTable {
	region_id: string;
	project_id: string;
	partner_key: string;
	role: string;
	country: string;
	institution_id: string | null;
	municipality_id: string | null;
	name: Json;
}

export interface ProjectPhotoTable {
	region_id: string;
	id: Generated<string>;
	project_id: string;
	object_id: string;
	sha256: string;
	media_type: string;
	alternative: Json;
	taken_on: string | null;
	width: number;
	height: number;
	added_at: Date;
	revision: Generated<number>;
}

export interface ProjectProcurementTable {
	region_id: string;
	id: Generated<string>;
	project_id: string;
	partner_key: string;
	subject: Json;
	kind: string;
	contract: Generated<string>;
	supplier: Generated<string>;
	amount: string | null;
	currency: string | null;
	signed_on: string | null;
	delivered_on: string | null;
	inventory: ColumnType<unknown, string | undefined, string>;
	removed_at: Date | null;
	revision: Generated<number>;
}

export interface ProjectReportTable {
	region_id: string;
	id: Generated<string>;
	project_id: string;
	version_id: string;
	period_key: string;
	state: string;
	summary: Generated<string>;
	submitted_at: Date | null;
	accepted_at: Date | null;
	revision: Generated<number>;
}

export interface ProjectShareTable {
	region_id: string;
	project_id: string;
	partner_key: string;
	fund_key: string;
	fund_kind: Generated<string>;
	amount: string;
	amount_eur: string | null;
}

export interface ProjectSummaryTable {
	region_id: string;
	project_id: string;
	version_id: string;
	code: Generated<string>;
	codes: ColumnType<unknown, string | undefined, string>;
	acronym: Generated<string>;
	title: Json;
	programme: ColumnType<unknown, string | undefined, string>;
	date_from: string | null;
	date_to: string | null;
	currency: string | null;
	total: string | null;
	total_eur: string | null;
}

export interface ProjectVersionTable {
	region_id: string;
	id: Generated<string>;
	project_id: string;
	number: number;
	stage: string;
	in_force_from: string;
	reason: Generated<string>;
	document: string;
	sha256: string;
	made_by: string | null;
	made_at: Date;
}

export interface PublicationTable {
	region_id: string;
	id: Generated<string>;
	survey_id: string;
	number: number;
	reason: string;
	document: string;
	sha256: string;
	published_at: Date;
	published_by: string | null;
}

export interface QuestionnaireDraftTable {
	region_id: string;
	id: Generated<string>;
	slug: string;
	document: string;
	based_on: string | null;
	revision: Generated<number>;
	created_by: string | null;
	updated_at: Date;
}

export interface QuestionnaireVersionTable {
	region_id: string;
	id: Generated<string>;
	slug: string;
	version: string;
	sha256: string;
	document: string;
	published_at: Date;
	published_by: string | null;
}

export interface ReaderTestTable {
	region_id: string;
	id: Generated<string>;
	questionnaire_version_id: string;
	language: string;
	held_on: string;
	readers: number;
	method: string;
	findings: string;
	recorded_by: string | null;
	recorded_at: Date;
}

export interface RegionTable {
	id: Generated<string>;
	slug: string;
	name: Json;
	time_zone: Generated<string>;
	demo: Generated<boolean>;
	created_at: Generated<Date>;
	link_prefix: Generated<string>;
}

export interface ReportTable {
	region_id: string;
	id: Generated<string>;
	assessment_id: string;
	locale: string;
	snapshot: string;
	snapshot_sha256: string;
	sha256: string;
	issued_at: Date;
	issued_by: string | null;
}

export interface SchemaMigrationTable {
	name: string;
	sha256: string;
	applied_at: Generated<Date>;
}

export interface ScoreTable {
	region_id: string;
	id: Generated<string>;
	assessment_id: string;
	assessor_id: string;
	node_id: string;
	judgement: string;
	values: ColumnType<unknown, string | null, string | null>;
	reason: Generated<string>;
	strengths: Generated<string>;
	improvements: Generated<string>;
	entered_by: string | null;
	changed_after_opening: Generated<boolean>;
	revision: Generated<number>;
	updated_at: Date;
}

export interface ScoreEvidenceTable {
	region_id: string;
	score_id: string;
	evidence_id: string;
}

export interface SessionTable {
	token_sha256: Buffer;
	person_id: string;
	region_id: string | null;
	created_at: Date;
	last_seen_at: Date;
	expires_at: Date;
	device: Generated<string>;
}

export interface SurveyTable {
	region_id: string;
	id: Generated<string>;
	institution_id: string;
	cycle_id: string | null;
	questionnaire_version_id: string;
	perspective: string;
	audience: string;
	name: Json;
	state: string;
	opens_at: Date;
	closes_at: Date;
	closed_at: Date | null;
	eligible: number | null;
	target: string | null;
	layout: Generated<string>;
	languages: string[];
	variants: string[];
	minimum_group: number;
	retention_months: number;
	guardian_rule: string;
	contact: Json;
	erase_addresses: Generated<boolean>;
	kiosk_pin_hash: string | null;
	invited: Generated<number>;
	reminded_on: string | null;
	created_by: string | null;
	created_at: Date;
	answers_deleted_at: Date | null;
	revision: Generated<number>;
}

export interface SurveyAddressTable {
	region_id: string;
	id: Generated<string>;
	survey_id: string;
	email: string;
	language: string;
	variant: string;
	sent_at: Date | null;
}

export interface SurveyAudioTable {
	region_id: string;
	key: string;
	media_type: string;
	bytes: Buffer;
}

export interface SurveyLinkTable {
	region_id: string;
	token_sha256: Buffer;
	survey_id: string;
	kind: string;
	layout: string;
	variant: string;
	language: string | null;
	batch: string | null;
	daily_limit: number | null;
	withdrawn_on: string | null;
	spent_on: string | null;
}

export interface SurveyResponseTable {
	region_id: string;
	id: Generated<string>;
	survey_id: string;
	answered_on: string;
	late: Generated<boolean>;
	variant: string;
	channel: string;
	assisted: Generated<string>;
	choices: (number | null)[];
}

export interface SurveySavedTable {
	region_id: string;
	code_sha256: Buffer;
	survey_id: string;
	sealed: Buffer;
	expires_on: string;
}

export interface SurveySettingsTable {
	region_id: string;
	minimum_group: Generated<number>;
	retention_months: Generated<number>;
	guardian_rule: Generated<string>;
	contact: ColumnType<unknown, string | undefined, string>;
	revision: Generated<number>;
}

export interface SurveySheetTable {
	region_id: string;
	id: Generated<string>;
	survey_id: string;
	batch: string;
	number: number;
	pass: number;
	variant: string;
	assisted: Generated<string>;
	choices: (number | null)[];
	texts: ColumnType<unknown, string | undefined, string>;
	entered_by: string | null;
	revision: Generated<number>;
}

export interface SurveyTextTable {
	region_id: string;
	id: Generated<string>;
	survey_id: string;
	variant: string;
	question: string;
	body: string;
	state: Generated<string>;
	released: string | null;
	read_by: string | null;
	read_on: string | null;
}

export interface TokenTable {
	token_sha256: Buffer;
	purpose: string;
	region_id: string | null;
	person_id: string | null;
	subject_id: string | null;
	created_at: Date;
	expires_at: Date;
	used_at: Date | null;
}

export interface DB {
	assessment: AssessmentTable;
	assessor: AssessorTable;
	attempt: AttemptTable;
	audit: AuditTable;
	audit_seal: AuditSealTable;
	consensus: ConsensusTable;
	cycle: CycleTable;
	cycle_institution: CycleInstitutionTable;
	dissent: DissentTable;
	evidence: EvidenceTable;
	evidence_node: EvidenceNodeTable;
	exchange_rate: ExchangeRateTable;
	expenditure: ExpenditureTable;
	expenditure_declared: ExpenditureDeclaredTable;
	expenditure_event: ExpenditureEventTable;
	expenditure_import: ExpenditureImportTable;
	file: FileTable;
	file_chunk: FileChunkTable;
	iati_publisher: IatiPublisherTable;
	installation: InstallationTable;
	institution: InstitutionTable;
	invitation: InvitationTable;
	library_methodology: LibraryMethodologyTable;
	library_questionnaire: LibraryQuestionnaireTable;
	mail: MailTable;
	membership: MembershipTable;
	methodology_draft: MethodologyDraftTable;
	methodology_version: MethodologyVersionTable;
	municipality: MunicipalityTable;
	municipality_successor: MunicipalitySuccessorTable;
	partner_report: PartnerReportTable;
	person: PersonTable;
	person_region: PersonRegionTable;
	programme: ProgrammeTable;
	programme_indicator: ProgrammeIndicatorTable;
	programme_link: ProgrammeLinkTable;
	programme_node: ProgrammeNodeTable;
	programme_progress: ProgrammeProgressTable;
	programme_report: ProgrammeReportTable;
	programme_value: ProgrammeValueTable;
	project: ProjectTable;
	project_achievement: ProjectAchievementTable;
	project_draft: ProjectDraftTable;
	project_file: ProjectFileTable;
	project_group: ProjectGroupTable;
	project_iati: ProjectIatiTable;
	project_object: ProjectObjectTable;
	project_partner: ProjectPartnerTable;
	project_photo: ProjectPhotoTable;
	project_procurement: ProjectProcurementTable;
	project_report: ProjectReportTable;
	project_share: ProjectShareTable;
	project_summary: ProjectSummaryTable;
	project_version: ProjectVersionTable;
	publication: PublicationTable;
	questionnaire_draft: QuestionnaireDraftTable;
	questionnaire_version: QuestionnaireVersionTable;
	reader_test: ReaderTestTable;
	region: RegionTable;
	report: ReportTable;
	schema_migration: SchemaMigrationTable;
	score: ScoreTable;
	score_evidence: ScoreEvidenceTable;
	session: SessionTable;
	survey: SurveyTable;
	survey_address: SurveyAddressTable;
	survey_audio: SurveyAudioTable;
	survey_link: SurveyLinkTable;
	survey_response: SurveyResponseTable;
	survey_saved: SurveySavedTable;
	survey_settings: SurveySettingsTable;
	survey_sheet: SurveySheetTable;
	survey_text: SurveyTextTable;
	token: TokenTable;
}
