-- Facts about this installation as a whole, such as that it left the demonstration for real work.
create table installation (
	key text primary key,
	value text not null,
	set_at timestamptz not null default now()
);
grant select on installation to {{app_role}};
