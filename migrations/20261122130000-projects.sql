-- Projects with their versions, money and results, and the development programme they serve. What was agreed is a
-- document, immutable once it is a version; what happened since (items of expenditure, reports, achievements, objects,
-- contracts) stands in rows that name their place in that document by its keys.

create table project (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	-- The permanent part of its public address; never reused.
	slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
	state text not null check (state in ('idea', 'concept', 'application', 'approved', 'running', 'modified', 'completed', 'closed')),
	-- The version in force; null while there is only a draft.
	version_id uuid,
	-- From when visitors see it; null while only the region's people do.
	published_at timestamptz,
	-- Made up to try things out: marked, in no total and no export, never shown to visitors.
	invented boolean not null default false,
	created_by uuid,
	created_at timestamptz not null,
	updated_at timestamptz not null,
	revision integer not null default 1,
	primary key (region_id, id),
	unique (region_id, slug),
	check (not invented or published_at is null)
);

-- What is being written: one at most, based on the version before.
create table project_draft (
	region_id uuid not null references region (id),
	project_id uuid not null,
	document text not null,
	based_on uuid,
	revision integer not null default 1,
	updated_by uuid,
	updated_at timestamptz not null,
	primary key (region_id, project_id),
	foreign key (region_id, project_id) references project (region_id, id)
);

create table project_version (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	project_id uuid not null,
	number integer not null check (number > 0),
	stage text not null check (stage in ('idea', 'concept', 'application', 'approved', 'modification', 'completion')),
	-- The day from which it holds.
	in_force_from date not null,
	reason text not null default '',
	document text not null,
	sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
	made_by uuid,
	made_at timestamptz not null,
	primary key (region_id, id),
	unique (region_id, project_id, number),
	foreign key (region_id, project_id) references project (region_id, id)
);

-- What lists and totals read of the version in force: written together with it by one function, never by hand.
create table project_summary (
	region_id uuid not null references region (id),
	project_id uuid not null,
	version_id uuid not null,
	-- The first of its codes, and all of them: [{scheme, value}].
	code text not null default '',
	codes jsonb not null default '[]',
	acronym text not null default '',
	title jsonb not null,
	programme jsonb not null default '{}',
	date_from date,
	date_to date,
	currency text check (currency ~ '^[A-Z]{3}$'),
	total numeric(14, 2),
	-- In EUR by the fixed rate or the rate table; null where there is no rate, never guessed.
	total_eur numeric(14, 2),
	primary key (region_id, project_id),
	foreign key (region_id, project_id) references project (region_id, id),
	foreign key (region_id, version_id) references project_version (region_id, id)
);
create index project_summary_code on project_summary (region_id, code);

-- Published shares of the version in force: whole project (partner_key '') or a partner, total (fund_key '') or a fund.
create table project_share (
	region_id uuid not null references region (id),
	project_id uuid not null,
	partner_key text not null,
	fund_key text not null,
	fund_kind text not null default '',
	amount numeric(14, 2) not null,
	amount_eur numeric(14, 2),
	primary key (region_id, project_id, partner_key, fund_key),
	foreign key (region_id, project_id) references project (region_id, id)
);

create table project_partner (
	region_id uuid not null references region (id),
	project_id uuid not null,
	partner_key text not null,
	role text not null check (role in ('lead', 'partner', 'associated')),
	country text not null check (country ~ '^[A-Z]{2}$'),
	institution_id uuid,
	municipality_id uuid,
	name jsonb not null,
	primary key (region_id, project_id, partner_key),
	foreign key (region_id, project_id) references project (region_id, id)
);
create index project_partner_institution on project_partner (region_id, institution_id);

create table project_group (
	region_id uuid not null references region (id),
	project_id uuid not null,
	group_key text not null,
	kind text not null,
	name jsonb not null,
	planned integer check (planned >= 0),
	primary key (region_id, project_id, group_key),
	foreign key (region_id, project_id) references project (region_id, id)
);

-- What was reached, by a day, for an indicator, deliverable, target group or count of the version: the newest counts.
create table project_achievement (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	project_id uuid not null,
	-- 'indicator', 'deliverable' or 'group', and the key in the version.
	subject text not null check (subject in ('indicator', 'deliverable', 'group')),
	subject_key text not null,
	reached numeric(14, 2) not null,
	by_day date not null,
	note text not null default '',
	-- Document and place it was read from, as the keys of the version's documents.
	source jsonb,
	report_id uuid,
	recorded_by uuid,
	recorded_at timestamptz not null,
	withdrawn_at timestamptz,
	-- Why it was taken back.
	withdrawn_reason text not null default '',
	primary key (region_id, id),
	foreign key (region_id, project_id) references project (region_id, id)
);
create index project_achievement_project on project_achievement (region_id, project_id);

create table project_object (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	project_id uuid not null,
	-- The planned object of the version, where it was planned.
	plan_key text,
	partner_key text not null,
	place jsonb not null,
	municipality_id uuid,
	ownership text not null check (ownership in ('municipality', 'state', 'association', 'private', 'unknown')),
	built jsonb not null,
	-- How many were built; null where nobody counted.
	quantity integer check (quantity > 0),
	cost numeric(14, 2) check (cost >= 0),
	currency text check (currency ~ '^[A-Z]{3}$'),
	state text not null check (state in ('planned', 'under-way', 'finished', 'in-use', 'not-built')),
	finished_on date,
	-- The day for which this was said, and where it was read: a document of the version and the place in it.
	as_of date,
	source jsonb,
	removed_at timestamptz,
	revision integer not null default 1,
	primary key (region_id, id),
	foreign key (region_id, project_id) references project (region_id, id)
);

create index project_object_project on project_object (region_id, project_id);

create table project_photo (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	project_id uuid not null,
	object_id uuid not null,
	sha256 text not null,
	media_type text not null,
	alternative jsonb not null,
	taken_on date,
	-- Pixels, so that a page keeps the place while the picture loads.
	width integer not null check (width > 0),
	height integer not null check (height > 0),
	added_at timestamptz not null,
	revision integer not null default 1,
	primary key (region_id, id),
	foreign key (region_id, object_id) references project_object (region_id, id)
);

create table project_procurement (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	project_id uuid not null,
	partner_key text not null,
	subject jsonb not null,
	kind text not null check (kind in ('equipment', 'works', 'services')),
	contract text not null default '',
	supplier text not null default '',
	amount numeric(14, 2) check (amount >= 0),
	currency text check (currency ~ '^[A-Z]{3}$'),
	signed_on date,
	delivered_on date,
	-- What arrived: [{number, name, count, place}].
	inventory jsonb not null default '[]',
	removed_at timestamptz,
	revision integer not null default 1,
	primary key (region_id, id),
	foreign key (region_id, project_id) references project (region_id, id)
);

create index project_procurement_project on project_procurement (region_id, project_id);

-- A file kept with the project: agreement, concept, article, report.
create table project_file (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	project_id uuid not null,
	title text not null,
	name text not null,
	media_type text not null,
	size integer not null,
	sha256 text not null,
	public boolean not null default false,
	added_by uuid,
	added_at timestamptz not null,
	removed_at timestamptz,
	revision integer not null default 1,
	primary key (region_id, id),
	foreign key (region_id, project_id) references project (region_id, id)
);
create index project_file_project on project_file (region_id, project_id);

-- What one partner reports for one period, tied to the version in force then.
create table partner_report (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	project_id uuid not null,
	version_id uuid not null,
	partner_key text not null,
	period_key text not null,
	state text not null check (state in ('draft', 'submitted', 'returned', 'certified')),
	summary text not null default '',
	returned_reason text not null default '',
	submitted_at timestamptz,
	decided_at timestamptz,
	project_report_id uuid,
	revision integer not null default 1,
	primary key (region_id, id),
	unique (region_id, project_id, partner_key, period_key),
	foreign key (region_id, project_id) references project (region_id, id),
	foreign key (region_id, version_id) references project_version (region_id, id)
);

-- The lead partner's report: the certified partner reports of a period bundled.
create table project_report (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	project_id uuid not null,
	version_id uuid not null,
	period_key text not null,
	state text not null check (state in ('draft', 'submitted', 'accepted')),
	summary text not null default '',
	submitted_at timestamptz,
	accepted_at timestamptz,
	revision integer not null default 1,
	primary key (region_id, id),
	unique (region_id, project_id, period_key),
	foreign key (region_id, project_id) references project (region_id, id),
	foreign key (region_id, version_id) references project_version (region_id, id)
);

create table expenditure (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	project_id uuid not null,
	partner_key text not null,
	line_key text not null,
	period_key text not null,
	activity_key text,
	procurement_id uuid,
	-- A correction may be negative and names what it corrects.
	kind text not null check (kind in ('item', 'correction')),
	corrects uuid,
	invoice text not null,
	supplier text not null,
	description text not null default '',
	invoiced_on date not null,
	paid_on date,
	-- As on the invoice: without tax, tax, currency.
	net numeric(14, 2) not null,
	vat numeric(14, 2) not null,
	vat_eligible boolean not null default false,
	currency text not null check (currency ~ '^[A-Z]{3}$'),
	-- Units of the invoice's currency for one unit of the project's, and the day of that rate; null when they are the same.
	rate numeric(18, 8) check (rate > 0),
	rate_on date,
	-- What is claimed, in the project's currency.
	amount numeric(14, 2) not null,
	state text not null check (state in ('entered', 'declared', 'certified', 'parked', 'deducted', 'withdrawn')),
	report_id uuid,
	certified numeric(14, 2),
	deducted numeric(14, 2),
	reason text not null default '',
	entered_by uuid,
	entered_at timestamptz not null,
	revision integer not null default 1,
	primary key (region_id, id),
	check (kind = 'correction' or (net >= 0 and vat >= 0 and amount >= 0)),
	foreign key (region_id, project_id) references project (region_id, id),
	foreign key (region_id, report_id) references partner_report (region_id, id)
);
create index expenditure_project on expenditure (region_id, project_id, partner_key, period_key);

-- Each decision about an item, so that what was parked and taken up later can be followed.
create table expenditure_event (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	expenditure_id uuid not null,
	at timestamptz not null,
	-- Counted from 1 within the item: several may happen at one moment.
	number integer not null check (number > 0),
	action text not null check (action in ('declare', 'certify', 'deduct', 'park', 'take-up', 'reopen', 'return', 'withdraw')),
	report_id uuid,
	certified numeric(14, 2),
	deducted numeric(14, 2),
	reason text not null default '',
	by_person uuid,
	primary key (region_id, id),
	unique (region_id, expenditure_id, number),
	foreign key (region_id, expenditure_id) references expenditure (region_id, id)
);

-- What a report declares, and what was decided about it there. An item that was parked stays in its first report as parked
-- and stands in a later one as taken up, so that every report keeps its own sums.
create table expenditure_declared (
	region_id uuid not null references region (id),
	report_id uuid not null,
	expenditure_id uuid not null,
	amount numeric(14, 2) not null,
	taken_up boolean not null default false,
	outcome text not null check (outcome in ('waiting', 'certified', 'deducted', 'parked')),
	certified numeric(14, 2),
	deducted numeric(14, 2),
	primary key (region_id, report_id, expenditure_id),
	check ((outcome in ('certified', 'deducted')) = (certified is not null and deducted is not null)),
	check (certified + deducted = amount),
	foreign key (region_id, report_id) references partner_report (region_id, id),
	foreign key (region_id, expenditure_id) references expenditure (region_id, id)
);
create index expenditure_declared_item on expenditure_declared (region_id, expenditure_id);

-- A file of items that was read, so that the same file twice is noticed.
create table expenditure_import (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	project_id uuid not null,
	partner_key text not null,
	name text not null,
	sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
	rows integer not null check (rows > 0),
	imported_by uuid,
	imported_at timestamptz not null,
	primary key (region_id, id),
	foreign key (region_id, project_id) references project (region_id, id)
);
create index expenditure_import_project on expenditure_import (region_id, project_id, sha256);

-- Units of a currency for one euro on a day, as the European Central Bank publishes them. The fixed rate of the lats is a rule, not a row.
create table exchange_rate (
	region_id uuid not null references region (id),
	currency text not null check (currency ~ '^[A-Z]{3}$'),
	on_date date not null,
	units_per_euro numeric(18, 8) not null check (units_per_euro > 0),
	source text not null default '',
	primary key (region_id, currency, on_date)
);

-- As whom the region publishes its projects to the International Aid Transparency Initiative.
create table iati_publisher (
	region_id uuid not null references region (id),
	-- Registration agency and number: "LV-RE-…".
	reference text not null check (reference ~ '^[A-Za-z0-9][A-Za-z0-9._-]{1,79}$'),
	-- A code of the list OrganisationType.
	kind text not null check (kind ~ '^[1-9][0-9]$'),
	-- The language of texts that name none.
	language text not null check (language in ('lv', 'lt', 'en')),
	revision integer not null default 1,
	primary key (region_id)
);

-- Whence a project was imported: its lasting identifier, and what the file said that a project has no place of its own for.
create table project_iati (
	region_id uuid not null references region (id),
	project_id uuid not null,
	identifier text not null,
	kept jsonb not null,
	imported_at timestamptz not null,
	primary key (region_id, project_id),
	unique (region_id, identifier),
	foreign key (region_id, project_id) references project (region_id, id)
);

-- The development programme: priorities, directions of action, tasks.
create table programme (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
	name jsonb not null,
	from_year integer not null check (from_year between 1990 and 2100),
	to_year integer not null check (to_year between 1990 and 2100),
	about jsonb not null default '{}',
	source text not null default '',
	invented boolean not null default false,
	revision integer not null default 1,
	primary key (region_id, id),
	unique (region_id, slug),
	check (to_year >= from_year)
);

create table programme_node (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	programme_id uuid not null,
	parent_id uuid,
	kind text not null check (kind in ('priority', 'direction', 'task')),
	code text not null,
	position integer not null,
	name jsonb not null,
	about jsonb not null default '{}',
	-- Tasks only.
	responsible jsonb not null default '[]',
	due_on date,
	funding text not null default '',
	funding_amount numeric(14, 2),
	funding_currency text check (funding_currency ~ '^[A-Z]{3}$'),
	removed_at timestamptz,
	revision integer not null default 1,
	primary key (region_id, id),
	foreign key (region_id, programme_id) references programme (region_id, id),
	foreign key (region_id, parent_id) references programme_node (region_id, id)
);
-- The code of what was removed may be given again.
create unique index programme_node_code on programme_node (region_id, programme_id, code) where removed_at is null;

-- How far a task is, with the reason, as said on a day; nothing said is blank, not zero.
create table programme_progress (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	node_id uuid not null,
	on_date date not null,
	percent integer not null check (percent between 0 and 100),
	reason text not null,
	recorded_by uuid,
	recorded_at timestamptz not null,
	primary key (region_id, id),
	foreign key (region_id, node_id) references programme_node (region_id, id)
);
create index programme_progress_node on programme_progress (region_id, node_id, on_date desc);

create table programme_indicator (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	node_id uuid not null,
	name jsonb not null,
	unit jsonb not null,
	-- Whether more or less is better.
	direction text not null default 'up' check (direction in ('up', 'down')),
	baseline numeric(14, 2),
	baseline_year integer,
	target numeric(14, 2),
	target_year integer,
	source text not null default '',
	removed_at timestamptz,
	revision integer not null default 1,
	primary key (region_id, id),
	foreign key (region_id, node_id) references programme_node (region_id, id)
);

create table programme_value (
	region_id uuid not null references region (id),
	indicator_id uuid not null,
	year integer not null check (year between 1990 and 2100),
	value numeric(14, 2) not null,
	source text not null default '',
	recorded_by uuid,
	recorded_at timestamptz not null,
	primary key (region_id, indicator_id, year),
	foreign key (region_id, indicator_id) references programme_indicator (region_id, id)
);

-- What serves a task: a project of this region, or an action or decision that is named in words and by an address.
create table programme_link (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	node_id uuid not null,
	kind text not null check (kind in ('project', 'action', 'decision')),
	project_id uuid,
	title text not null default '',
	address text not null default '',
	on_date date,
	primary key (region_id, id),
	foreign key (region_id, node_id) references programme_node (region_id, id),
	foreign key (region_id, project_id) references project (region_id, id),
	check ((kind = 'project') = (project_id is not null))
);

-- Monitoring reports as issued: the bytes stay.
create table programme_report (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	programme_id uuid not null,
	year integer not null,
	locale text not null check (locale in ('lv', 'lt', 'en')),
	format text not null check (format in ('pdf', 'docx')),
	-- Canonical JSON: what was hashed and rendered.
	snapshot text not null,
	snapshot_sha256 text not null check (snapshot_sha256 ~ '^[0-9a-f]{64}$'),
	sha256 text not null,
	issued_by uuid,
	issued_at timestamptz not null,
	primary key (region_id, id),
	unique (region_id, programme_id, year, locale, format, snapshot_sha256),
	foreign key (region_id, programme_id) references programme (region_id, id)
);

-- A project manager works for the whole region or for one partner institution.
alter table membership drop constraint membership_role_check;
alter table membership drop constraint membership_place_check;
alter table membership add constraint membership_role_check check (role in ('administrator', 'coordinator', 'lead', 'head', 'member', 'evaluator', 'viewer', 'researcher', 'project-manager'));
alter table membership add constraint membership_place_check check (
	(role in ('administrator', 'coordinator', 'researcher') and institution_id is null) or role in ('viewer', 'project-manager')
		or (role in ('lead', 'head', 'member', 'evaluator') and institution_id is not null));

do $$
declare t text;
begin
	foreach t in array array['project', 'project_draft', 'project_version', 'project_summary', 'project_share', 'project_partner', 'project_group', 'project_achievement', 'project_object', 'project_photo', 'project_procurement', 'project_file',
		'partner_report', 'project_report', 'expenditure', 'expenditure_event', 'expenditure_declared', 'expenditure_import', 'exchange_rate', 'iati_publisher', 'project_iati', 'programme', 'programme_node', 'programme_progress', 'programme_indicator', 'programme_value', 'programme_link', 'programme_report'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy region_only on %I using (region_id = nullif(current_setting(''app.region'', true), '''')::uuid) with check (region_id = nullif(current_setting(''app.region'', true), '''')::uuid)', t);
	end loop;
end $$;

grant select, insert, update on project, project_draft, project_summary, project_share, project_partner, project_group, project_achievement, project_object, project_photo, project_procurement, project_file,
	partner_report, project_report, expenditure, expenditure_declared, exchange_rate, iati_publisher, programme, programme_node, programme_indicator, programme_value to {{app_role}};
grant select, insert on project_iati, project_version, expenditure_event, expenditure_import, programme_progress, programme_link, programme_report to {{app_role}};
grant delete on exchange_rate, project, project_draft, project_summary, project_share, project_partner, project_group, project_photo, expenditure_declared, programme_link, programme_value to {{app_role}};

-- Each link is written once more, when it is spent: with room on its page no index has to follow.
alter table survey_link set (fillfactor = 70);
