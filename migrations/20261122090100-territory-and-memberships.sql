create table municipality (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	-- ATVK or the Lithuanian municipality code: text, because zeros lead.
	code text not null,
	country text not null check (country in ('LV', 'LT')),
	name jsonb not null,
	valid_from date not null,
	valid_to date,
	source text not null default '',
	primary key (region_id, id),
	unique (region_id, code, valid_from),
	check (valid_to is null or valid_to > valid_from)
);

-- On this day the first municipality (or a part of it) went into the second.
create table municipality_successor (
	region_id uuid not null,
	predecessor_id uuid not null,
	successor_id uuid not null,
	on_date date not null,
	primary key (region_id, predecessor_id, successor_id),
	foreign key (region_id, predecessor_id) references municipality (region_id, id),
	foreign key (region_id, successor_id) references municipality (region_id, id)
);

create table institution (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
	name jsonb not null,
	about jsonb not null default '{}',
	kind text not null check (kind in ('day-centre', 'group-home', 'service-apartments', 'home-care', 'youth-centre', 'multifunctional-centre', 'respite', 'other')),
	-- The municipality at the time of its foundation or recording; later ones follow from municipality_successor.
	municipality_id uuid not null,
	invented boolean not null default false,
	valid_from date not null,
	valid_to date,
	primary key (region_id, id),
	unique (region_id, slug),
	foreign key (region_id, municipality_id) references municipality (region_id, id),
	check (valid_to is null or valid_to > valid_from)
);

create table membership (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	person_id uuid not null references person (id),
	role text not null check (role in ('administrator', 'coordinator', 'lead', 'head', 'member', 'evaluator', 'viewer')),
	institution_id uuid,
	granted_at timestamptz not null,
	granted_by uuid,
	revoked_at timestamptz,
	primary key (region_id, id),
	foreign key (region_id, institution_id) references institution (region_id, id),
	check ((role in ('administrator', 'coordinator') and institution_id is null) or role = 'viewer'
		or (role in ('lead', 'head', 'member', 'evaluator') and institution_id is not null))
);
create unique index membership_once on membership (region_id, person_id, role, coalesce(institution_id, '00000000-0000-0000-0000-000000000000'))
	where revoked_at is null;
create index membership_institution on membership (region_id, institution_id);

create table invitation (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	email text not null check (email = lower(email)),
	name text not null,
	locale text not null check (locale in ('lv', 'lt', 'en')),
	role text not null,
	institution_id uuid,
	invited_at timestamptz not null,
	invited_by uuid,
	expires_at timestamptz not null,
	accepted_at timestamptz,
	withdrawn_at timestamptz,
	primary key (region_id, id),
	foreign key (region_id, institution_id) references institution (region_id, id)
);

-- Letters to send. Where letters cannot be sent the link is not kept here: `body` holds the text without it.
create table mail (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	purpose text not null,
	person_id uuid,
	address text not null,
	locale text not null check (locale in ('lv', 'lt', 'en')),
	subject text not null,
	body text not null,
	created_at timestamptz not null,
	sent_at timestamptz,
	attempts integer not null default 0,
	last_error text,
	primary key (region_id, id)
);

create table audit (
	region_id uuid not null references region (id),
	id uuid not null default gen_random_uuid(),
	at timestamptz not null,
	actor_id uuid,
	action text not null,
	subject_kind text not null,
	subject_id text not null,
	institution_id uuid,
	before jsonb,
	after jsonb,
	primary key (region_id, id)
);
create index audit_at on audit (region_id, at);

-- The chain over committed audit rows: each link's HMAC covers the row and the link before it.
create table audit_seal (
	region_id uuid not null,
	seq bigint not null,
	audit_id uuid not null,
	hmac text not null check (hmac ~ '^[0-9a-f]{64}$'),
	primary key (region_id, seq),
	unique (region_id, audit_id),
	foreign key (region_id, audit_id) references audit (region_id, id)
);

do $$
declare t text;
begin
	foreach t in array array['municipality', 'municipality_successor', 'institution', 'membership', 'invitation', 'mail', 'audit', 'audit_seal'] loop
		execute format('alter table %I enable row level security', t);
		execute format('alter table %I force row level security', t);
		execute format('create policy region_only on %I using (region_id = nullif(current_setting(''app.region'', true), '''')::uuid) with check (region_id = nullif(current_setting(''app.region'', true), '''')::uuid)', t);
	end loop;
end $$;

grant select, insert, update on municipality, municipality_successor, institution, membership, invitation, mail to {{app_role}};
grant delete on mail to {{app_role}};
-- Insert-only for the program: what happened is never rewritten.
grant select, insert on audit, audit_seal to {{app_role}};
