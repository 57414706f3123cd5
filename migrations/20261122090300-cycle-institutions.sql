-- Which institutions a cycle is meant for: chosen in the draft, turned into assessments when the cycle opens.
create table cycle_institution (
	region_id uuid not null references region (id),
	cycle_id uuid not null,
	institution_id uuid not null,
	primary key (region_id, cycle_id, institution_id),
	foreign key (region_id, cycle_id) references cycle (region_id, id),
	foreign key (region_id, institution_id) references institution (region_id, id)
);
-- The day of the last reminder: people get at most one letter a day about a cycle.
alter table cycle add column reminded_on date;

alter table cycle_institution enable row level security;
alter table cycle_institution force row level security;
create policy region_only on cycle_institution using (region_id = nullif(current_setting('app.region', true), '')::uuid) with check (region_id = nullif(current_setting('app.region', true), '')::uuid);
grant select, insert, delete on cycle_institution to {{app_role}};
