-- Questionnaires, surveys and their answers. Answers stand apart from everything that knows a person: no column here
-- names one, no row tells the time, and nothing leads from an invitation to an answer (docs/privacy.md).

-- The first characters of every survey link tell the region, so that a link finds its tenant without a list of all links.
alter table region add column link_prefix text not null generated always as (left(id::text, 8)) stored;
create unique index region_link_prefix on region (link_prefix);

-- Published questionnaires that ship with the product; regions adopt a copy.
create table library_questionnaire (
	sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
	slug text not null,
	version text not null,
	document text not null,
	unique (slug, version)
);
grant select on library_questionnaire to {{app_role}};

create table questionnaire_draft (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
	document text not null,
	based_on uuid,
	revision integer not null default 1,
	created_by uuid,
	updated_at timestamptz not null,
	primary key (region_id, id)
);

create table questionnaire_version (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	slug text not null,
	version text not null,
	sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
	document text not null,
	published_at timestamptz not null,
	published_by uuid,
	primary key (region_id, id),
	unique (region_id, slug, version),
	unique (region_id, sha256)
);

-- When and by whom an easy-to-read variant was tried with readers; a version without a row is "not yet tested".
create table reader_test (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	questionnaire_version_id uuid not null,
	language text not null check (language ~ '^[a-z]{2}$'),
	held_on date not null,
	readers integer not null check (readers between 1 and 1000),
	method text not null,
	findings text not null,
	recorded_by uuid,
	recorded_at timestamptz not null,
	primary key (region_id, id),
	foreign key (region_id, questionnaire_version_id) references questionnaire_version (region_id, id)
);

-- What a region decided for all its surveys; without a row the product's own values hold.
create table survey_settings (
	region_id uuid primary key references region (id),
	minimum_group integer not null default 5 check (minimum_group between 3 and 50),
	retention_months integer not null default 12 check (retention_months between 1 and 120),
	guardian_rule text not null default 'ask-before' check (guardian_rule in ('ask-before', 'held-by-institution', 'not-required')),
	-- Whom to tell if someone was hurt or mistreated: text by language.
	contact jsonb not null default '{}',
	revision integer not null default 1
);

create table survey (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	institution_id uuid not null,
	cycle_id uuid,
	questionnaire_version_id uuid not null,
	perspective text not null check (perspective in ('organisation', 'managers', 'staff', 'clients', 'community')),
	audience text not null check (audience in ('clients', 'children', 'relatives', 'staff', 'managers', 'community')),
	name jsonb not null,
	state text not null check (state in ('draft', 'open', 'closed', 'deleted')),
	opens_at timestamptz not null,
	closes_at timestamptz not null,
	closed_at timestamptz,
	-- How many people may answer; null while nobody counted them.
	eligible integer check (eligible > 0),
	-- The mean that the institution aims for, on the questionnaire's own scale.
	target numeric(6, 2),
	layout text not null default 'page' check (layout in ('page', 'steps')),
	languages text[] not null,
	variants text[] not null,
	minimum_group integer not null check (minimum_group between 3 and 50),
	retention_months integer not null check (retention_months between 1 and 120),
	guardian_rule text not null check (guardian_rule in ('ask-before', 'held-by-institution', 'not-required')),
	contact jsonb not null,
	-- Addresses are erased with the letter that went to them; then the program cannot remind.
	erase_addresses boolean not null default true,
	kiosk_pin_hash text,
	invited integer not null default 0,
	reminded_on date,
	created_by uuid,
	created_at timestamptz not null,
	answers_deleted_at timestamptz,
	revision integer not null default 1,
	primary key (region_id, id),
	foreign key (region_id, institution_id) references institution (region_id, id),
	foreign key (region_id, cycle_id) references cycle (region_id, id),
	foreign key (region_id, questionnaire_version_id) references questionnaire_version (region_id, id),
	check (closes_at > opens_at)
);
create index survey_institution on survey (region_id, institution_id);
create index survey_cycle on survey (region_id, cycle_id);

-- A way in. Only the hash of its token is kept. A one-time link is spent on a day; open links and kiosks never are.
create table survey_link (
	region_id uuid not null references region (id),
	token_sha256 bytea not null,
	survey_id uuid not null,
	kind text not null check (kind in ('one-time', 'open', 'kiosk')),
	-- What the link opens with; the person may switch.
	layout text not null check (layout in ('page', 'steps')),
	variant text not null,
	language text,
	-- Letters printed together, so that a lost bundle can be withdrawn.
	batch uuid,
	daily_limit integer check (daily_limit > 0),
	withdrawn_on date,
	spent_on date,
	primary key (region_id, token_sha256),
	foreign key (region_id, survey_id) references survey (region_id, id)
);
create index survey_link_survey on survey_link (region_id, survey_id);

create table survey_response (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	survey_id uuid not null,
	answered_on date not null,
	-- Sent within the hour after closing, from a page that was opened before.
	late boolean not null default false,
	variant text not null,
	channel text not null check (channel in ('one-time', 'open', 'kiosk', 'paper', 'import')),
	assisted text not null default 'no' check (assisted in ('no', 'relative', 'staff', 'independent')),
	-- One number per closed question of the variant in its order: which option was chosen (counted from 1), the chosen
	-- options as bits, or the number itself; null where there is no answer.
	choices integer[] not null,
	primary key (region_id, id),
	foreign key (region_id, survey_id) references survey (region_id, id)
);
create index survey_response_survey on survey_response (region_id, survey_id);

-- Free text stands apart from the other answers of the same person.
create table survey_text (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	survey_id uuid not null,
	variant text not null,
	question text not null,
	body text not null,
	-- Read for names by a person: 'new' is seen by readers only, 'released' by all who see results (perhaps shortened).
	state text not null default 'new' check (state in ('new', 'released', 'withheld')),
	released text,
	read_by uuid,
	read_on date,
	primary key (region_id, id),
	foreign key (region_id, survey_id) references survey (region_id, id)
);
create index survey_text_survey on survey_text (region_id, survey_id);

-- Answers saved to go on later: sealed with a key made from the code on the person's paper, which is kept nowhere.
create table survey_saved (
	region_id uuid not null references region (id),
	code_sha256 bytea not null,
	survey_id uuid not null,
	sealed bytea not null,
	expires_on date not null,
	primary key (region_id, code_sha256),
	foreign key (region_id, survey_id) references survey (region_id, id)
);

-- Mail addresses of the invited, from a file; never beside a token or an answer.
create table survey_address (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	survey_id uuid not null,
	email text not null,
	language text not null,
	variant text not null,
	sent_at timestamptz,
	primary key (region_id, id),
	unique (region_id, survey_id, email),
	foreign key (region_id, survey_id) references survey (region_id, id)
);

-- Paper answers while two people type them in; a sheet leaves this table when both agree.
create table survey_sheet (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	survey_id uuid not null,
	batch text not null,
	number integer not null check (number > 0),
	pass smallint not null check (pass in (1, 2)),
	variant text not null,
	assisted text not null default 'no' check (assisted in ('no', 'relative', 'staff', 'independent')),
	choices integer[] not null,
	texts jsonb not null default '{}',
	entered_by uuid,
	revision integer not null default 1,
	primary key (region_id, id),
	unique (region_id, survey_id, batch, number, pass),
	foreign key (region_id, survey_id) references survey (region_id, id)
);

-- Figures frozen at one moment, with every cell already decided: what is hidden here is hidden everywhere.
create table publication (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	survey_id uuid not null,
	number integer not null check (number > 0),
	reason text not null check (reason in ('interim', 'closed')),
	document text not null,
	sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
	published_at timestamptz not null,
	published_by uuid,
	primary key (region_id, id),
	unique (region_id, survey_id, number),
	foreign key (region_id, survey_id) references survey (region_id, id)
);

-- What a question sounds like: rendered once per voice and text.
create table survey_audio (
	region_id uuid not null references region (id),
	key text not null check (key ~ '^[0-9a-f]{64}$'),
	media_type text not null,
	bytes bytea not null,
	primary key (region_id, key)
);

-- The researcher is named for the whole region and reads rows of answers for a stated purpose.
alter table membership drop constraint membership_role_check;
alter table membership drop constraint membership_check;
alter table membership add constraint membership_role_check check (role in ('administrator', 'coordinator', 'lead', 'head', 'member', 'evaluator', 'viewer', 'researcher'));
alter table membership add constraint membership_place_check check (
	(role in ('administrator', 'coordinator', 'researcher') and institution_id is null) or role = 'viewer'
		or (role in ('lead', 'head', 'member', 'evaluator') and institution_id is not null));

do $$
declare t text;
begin
	foreach t in array array['questionnaire_draft', 'questionnaire_version', 'reader_test', 'survey_settings', 'survey', 'survey_link', 'survey_response', 'survey_text', 'survey_saved', 'survey_address', 'survey_sheet', 'publication', 'survey_audio'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy region_only on %I using (region_id = nullif(current_setting(''app.region'', true), '''')::uuid) with check (region_id = nullif(current_setting(''app.region'', true), '''')::uuid)', t);
	end loop;
end $$;

grant select, insert, update on questionnaire_draft, survey_settings, survey, survey_link, survey_text, survey_saved, survey_address, survey_sheet, survey_response to {{app_role}};
grant select, insert on questionnaire_version, reader_test, publication, survey_audio to {{app_role}};
grant delete on questionnaire_draft, survey_link, survey_response, survey_text, survey_saved, survey_address, survey_sheet, survey_audio to {{app_role}};
