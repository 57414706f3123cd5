-- Invitations to surveys also go out in Russian, and a letter that must leave no trace is deleted once it is sent.
alter table mail drop constraint mail_locale_check;
alter table mail add constraint mail_locale_check check (locale in ('lv', 'lt', 'en', 'ru'));
alter table mail add column forget boolean not null default false;
