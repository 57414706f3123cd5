create table methodology_draft (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	slug text not null,
	document jsonb not null,
	revision integer not null default 1,
	based_on uuid,
	created_at timestamptz not null,
	updated_at timestamptz not null,
	published_version_id uuid,
	primary key (region_id, id)
);

-- Published versions: insert-only; `document` is canonical JSON (RFC 8785, NFC) and sha256 is over exactly these bytes.
create table methodology_version (
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

create table cycle (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	name jsonb not null,
	methodology_version_id uuid not null,
	mode text not null,
	state text not null check (state in ('draft', 'open', 'closed', 'cancelled')),
	starts_on date not null,
	ends_on date not null,
	coordinator_id uuid not null references person (id),
	previous_cycle_id uuid,
	reason text,
	created_at timestamptz not null,
	revision integer not null default 1,
	primary key (region_id, id),
	foreign key (region_id, methodology_version_id) references methodology_version (region_id, id),
	foreign key (region_id, previous_cycle_id) references cycle (region_id, id),
	check (ends_on >= starts_on)
);

create table assessment (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	cycle_id uuid not null,
	institution_id uuid not null,
	state text not null check (state in ('scoring', 'consensus', 'proposed', 'signed')),
	-- A later end for this institution alone.
	ends_on date,
	opened_at timestamptz,
	opened_by uuid,
	reopened_at timestamptz,
	reopen_reason text,
	proposed_at timestamptz,
	proposed_by uuid,
	signed_at timestamptz,
	signed_by uuid,
	summary text not null default '',
	revision integer not null default 1,
	primary key (region_id, id),
	unique (region_id, cycle_id, institution_id),
	foreign key (region_id, cycle_id) references cycle (region_id, id),
	foreign key (region_id, institution_id) references institution (region_id, id)
);
create index assessment_institution on assessment (region_id, institution_id);

create table assessor (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	assessment_id uuid not null,
	person_id uuid not null references person (id),
	kind text not null check (kind in ('member', 'evaluator')),
	on_paper boolean not null default false,
	added_at timestamptz not null,
	finished_at timestamptz,
	left_out_at timestamptz,
	left_out_reason text,
	primary key (region_id, id),
	unique (region_id, assessment_id, person_id),
	foreign key (region_id, assessment_id) references assessment (region_id, id)
);
create index assessor_person on assessor (region_id, person_id);

create table score (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	assessment_id uuid not null,
	assessor_id uuid not null,
	node_id text not null,
	judgement text not null check (judgement in ('judged', 'cannot-judge', 'not-applicable')),
	-- Integers by dimension, such as {"plan": 40, "do": 35, "check": 20, "act": 20} or {"score": 45}; null unless judged.
	"values" jsonb,
	reason text not null default '',
	strengths text not null default '',
	improvements text not null default '',
	entered_by uuid,
	changed_after_opening boolean not null default false,
	revision integer not null default 1,
	updated_at timestamptz not null,
	primary key (region_id, id),
	unique (region_id, assessor_id, node_id),
	foreign key (region_id, assessment_id) references assessment (region_id, id),
	foreign key (region_id, assessor_id) references assessor (region_id, id),
	check ((judgement = 'judged') = ("values" is not null)),
	check (judgement <> 'not-applicable' or reason <> '')
);
create index score_assessment on score (region_id, assessment_id);

create table consensus (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	assessment_id uuid not null,
	node_id text not null,
	judgement text not null check (judgement in ('judged', 'cannot-judge', 'not-applicable')),
	"values" jsonb,
	justification text not null,
	strengths text not null default '',
	improvements text not null default '',
	-- 1 first … 3 later; null where nothing is to be improved.
	priority smallint check (priority between 1 and 3),
	agreed_by uuid,
	revision integer not null default 1,
	updated_at timestamptz not null,
	primary key (region_id, id),
	unique (region_id, assessment_id, node_id),
	foreign key (region_id, assessment_id) references assessment (region_id, id),
	check ((judgement = 'judged') = ("values" is not null))
);

create table dissent (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	consensus_id uuid not null,
	assessor_id uuid not null,
	opinion text not null,
	recorded_at timestamptz not null,
	primary key (region_id, id),
	unique (region_id, consensus_id, assessor_id),
	foreign key (region_id, consensus_id) references consensus (region_id, id),
	foreign key (region_id, assessor_id) references assessor (region_id, id)
);

create table file (
	region_id uuid not null references region (id),
	sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
	size bigint not null check (size >= 0),
	chunks integer not null,
	stored_at timestamptz not null,
	primary key (region_id, sha256)
);

create table file_chunk (
	region_id uuid not null,
	sha256 text not null,
	number integer not null,
	bytes bytea not null,
	primary key (region_id, sha256, number),
	foreign key (region_id, sha256) references file (region_id, sha256)
);
alter table file_chunk alter column bytes set storage external;

create table evidence (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	institution_id uuid not null,
	kind text not null check (kind in ('file', 'link', 'note')),
	title text not null,
	note text not null default '',
	url text,
	sha256 text,
	file_name text,
	media_type text,
	size bigint,
	holds_from date not null,
	expires_on date,
	added_by uuid,
	added_at timestamptz not null,
	removed_at timestamptz,
	removed_reason text,
	primary key (region_id, id),
	foreign key (region_id, institution_id) references institution (region_id, id),
	check ((kind = 'file') = (sha256 is not null)),
	check ((kind = 'link') = (url is not null)),
	check (expires_on is null or expires_on >= holds_from)
);
create index evidence_institution on evidence (region_id, institution_id);

-- One piece of evidence may support many nodes of an assessment.
create table evidence_node (
	region_id uuid not null references region (id),
	evidence_id uuid not null,
	assessment_id uuid not null,
	node_id text not null,
	primary key (region_id, evidence_id, assessment_id, node_id),
	foreign key (region_id, evidence_id) references evidence (region_id, id),
	foreign key (region_id, assessment_id) references assessment (region_id, id)
);
create index evidence_node_assessment on evidence_node (region_id, assessment_id);

-- What one assessor referred to; as hidden as the score it belongs to.
create table score_evidence (
	region_id uuid not null references region (id),
	score_id uuid not null,
	evidence_id uuid not null,
	primary key (region_id, score_id, evidence_id),
	foreign key (region_id, score_id) references score (region_id, id),
	foreign key (region_id, evidence_id) references evidence (region_id, id)
);

create table report (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	assessment_id uuid not null,
	locale text not null check (locale in ('lv', 'lt', 'en')),
	snapshot text not null,
	snapshot_sha256 text not null,
	sha256 text not null,
	issued_at timestamptz not null,
	issued_by uuid,
	primary key (region_id, id),
	unique (region_id, assessment_id, locale, snapshot_sha256),
	foreign key (region_id, assessment_id) references assessment (region_id, id),
	foreign key (region_id, sha256) references file (region_id, sha256)
);

do $$
declare t text;
begin
	foreach t in array array['methodology_draft', 'methodology_version', 'cycle', 'assessment', 'assessor', 'score', 'consensus', 'dissent', 'file', 'file_chunk', 'evidence', 'evidence_node', 'score_evidence', 'report'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy region_only on %I using (region_id = nullif(current_setting(''app.region'', true), '''')::uuid) with check (region_id = nullif(current_setting(''app.region'', true), '''')::uuid)', t);
	end loop;
end $$;

grant select, insert, update on methodology_draft, cycle, assessment, assessor, score, consensus, dissent, evidence to {{app_role}};
grant select, insert on methodology_version, file, file_chunk, evidence_node, score_evidence, report to {{app_role}};
grant delete on methodology_draft, evidence_node, score_evidence, dissent, file_chunk, assessor to {{app_role}};
