-- What belongs to no region: the list of regions, people, sessions, tokens, attempts. Everything else is a tenant table.

create table region (
	id uuid primary key default gen_random_uuid(),
	slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
	name jsonb not null,
	time_zone text not null default 'Europe/Riga',
	demo boolean not null default false,
	created_at timestamptz not null default now()
);

create table person (
	id uuid primary key default gen_random_uuid(),
	-- Lower case; null for people without e-mail, who sign in with a code on paper or work on paper.
	email text unique check (email = lower(email)),
	name text not null,
	locale text not null default 'lv' check (locale in ('lv', 'lt', 'en')),
	password_hash text,
	invented boolean not null default false,
	created_at timestamptz not null default now(),
	erased_at timestamptz
);

-- Which regions a person may enter; the rights themselves are in the tenant table membership.
create table person_region (
	person_id uuid not null references person (id),
	region_id uuid not null references region (id),
	primary key (person_id, region_id)
);
create index person_region_region on person_region (region_id);

create table session (
	token_sha256 bytea primary key,
	person_id uuid not null references person (id),
	region_id uuid references region (id),
	created_at timestamptz not null,
	last_seen_at timestamptz not null,
	expires_at timestamptz not null,
	-- What the person recognises the session by, such as "Firefox, Linux"; never an address.
	device text not null default ''
);
create index session_person on session (person_id);

create table token (
	token_sha256 bytea primary key,
	purpose text not null check (purpose in ('sign-in', 'invitation', 'set-up', 'code', 'demonstration')),
	region_id uuid references region (id),
	person_id uuid references person (id),
	-- The invitation or other tenant row that the token opens.
	subject_id uuid,
	created_at timestamptz not null,
	expires_at timestamptz not null,
	used_at timestamptz
);
create index token_person on token (person_id);

create table attempt (
	-- SHA-256 of what is limited (an address, a mail address, a code) under a secret of the installation.
	key_sha256 bytea not null,
	window_start timestamptz not null,
	count integer not null,
	primary key (key_sha256, window_start)
);

-- Published methodologies that ship with the product; regions adopt a copy.
create table library_methodology (
	sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
	slug text not null,
	version text not null,
	document text not null,
	unique (slug, version)
);

grant select, insert, update on region, person, person_region, session, token, attempt to {{app_role}};
grant delete on session, token, attempt, person_region to {{app_role}};
grant select on library_methodology, schema_migration to {{app_role}};
