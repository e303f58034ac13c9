CREATE TABLE "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
CREATE TABLE "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
CREATE TABLE "sources" ("id" text primary key, "configuration" text, "last_success" text, "last_outcome" text, "asked_by" text, "asked_at" text, "as_of" text, "kept" blob);
CREATE TABLE "runs" ("id" text primary key, "source" text not null, "started" text not null, "ended" text, "state" text not null, "configuration" text, "outcome" text, "counts" text, "report" text, "plan" text, "message" text, "trigger" text not null);
CREATE INDEX "runs_source_started" on "runs" ("source", "started");
CREATE INDEX "runs_started" on "runs" ("started");
CREATE TABLE "bodies" ("hash" text primary key, "bytes" blob not null, "size" integer not null, "stored" text not null);
CREATE TABLE "documents" ("source" text not null, "address" text not null, "hash" text not null, "fetched" text not null, "detail" text not null, constraint "documents_pk" primary key ("source", "address"));
CREATE TABLE "offers" ("source" text not null, "key" text not null, "name" text not null, "first_seen" text not null, "last_seen" text not null, "misses" integer default 0 not null, "version" text not null, "fingerprint" text, "record" text, "rejection" text, "refused" text, "state" text not null, "reason" text not null, "whose" text, "run" text not null, "sort" text default '' not null, "provenance" blob, constraint "offers_pk" primary key ("source", "key"));
CREATE TABLE "links" ("source" text not null, "key" text not null, "slug" text not null, "structure" text not null, "origin" text not null, "base" text not null, "sent" text not null, "version" text not null, "modified" text not null, "settled" text, "retired" text, "status" text, "published" text, "since" text not null, "edited" text, "suspension" text, "home" text, "shown" text, "counted" text, constraint "links_pk" primary key ("source", "key"));
CREATE UNIQUE INDEX "links_slug" on "links" ("slug");
CREATE TABLE "operations" ("id" text primary key, "plan" text not null, "run" text not null, "source" text not null, "key" text not null, "kind" text not null, "structure" text, "slug" text, "before" text, "after" text not null, "reason" text not null, "approved_by" text not null, "state" text not null, "intended" text not null, "ended" text, "lookup" text, "message" text, "choices" text);
CREATE INDEX "operations_offer" on "operations" ("source", "key", "intended");
CREATE INDEX "operations_state" on "operations" ("source", "state");
CREATE TABLE "plans" ("id" text primary key, "run" text not null, "source" text not null, "created" text not null, "state" text not null, "approved_by" text, "approved" text, "body" text not null, "asked" text, "refusal" text);
CREATE INDEX "plans_source" on "plans" ("source", "created");
CREATE TABLE "inbox" ("id" text primary key, "kind" text not null, "source" text not null, "key" text, "subject" text not null, "title" text not null, "detail" text not null, "run" text, "opened" text not null, "closed" text, "decision" text, "decided_by" text, "kept_slug" text, "kept_by" text, "kept_at" text);
CREATE INDEX "inbox_subject" on "inbox" ("subject", "closed");
CREATE TABLE "choices" ("source" text not null, "key" text not null, "topic" text not null, "value" text not null, "decided_by" text not null, "decided" text not null, constraint "choices_pk" primary key ("source", "key", "topic"));
CREATE TABLE "leases" ("name" text primary key, "holder" text not null, "token" integer not null, "expires" text not null);
CREATE TABLE "snapshots" ("id" text primary key, "date" text not null, "media" text not null, "bytes" blob not null, "stored" text not null);
CREATE TABLE "events" ("id" text primary key, "at" text not null, "actor" text not null, "action" text not null, "source" text, "key" text, "detail" text not null);
CREATE INDEX "events_at" on "events" ("at");
CREATE TABLE "people" ("id" text primary key, "email" text not null unique, "name" text not null, "role" text not null, "created" text not null, "created_by" text not null, "disabled" text);
CREATE TABLE "entry_tokens" ("hash" text primary key, "holder_kind" text not null, "holder" text not null, "next" text not null, "created" text not null, "expires" text not null, "used" text);
CREATE TABLE "partner_links" ("id" text primary key, "hash" text not null unique, "contact" text not null, "created" text not null, "created_by" text not null, "expires" text not null, "revoked" text, "last_used" text);
CREATE TABLE "sessions" ("hash" text primary key, "holder_kind" text not null, "holder" text not null, "link" text, "created" text not null, "expires" text not null);
CREATE INDEX "sessions_holder" on "sessions" ("holder");
CREATE TABLE "secrets" ("name" text primary key, "value" text not null, "created" text not null);
CREATE TABLE "campaigns" ("id" text primary key, "title" text not null, "message" text not null, "created" text not null, "created_by" text not null, "remind_after" integer not null, "closed" text);
CREATE TABLE "campaign_sends" ("campaign" text not null, "contact" text not null, "sent" text not null, "reminded" text, "answered" text, constraint "campaign_sends_pk" primary key ("campaign", "contact"));
CREATE TABLE "statements" ("id" text primary key, "at" text not null, "partner" text not null, "source" text, "key" text, "kind" text not null, "title" text not null, "detail" text not null, "by" text not null, "state" text not null, "decided" text, "decided_by" text, "reason" text);
CREATE INDEX "statements_state" on "statements" ("state", "at");
CREATE INDEX "statements_offer" on "statements" ("source", "key");
CREATE TABLE "source_settings" ("source" text primary key, "schedule" text, "paused" text, "pause_reason" text, "by" text not null, "at" text not null);
CREATE INDEX "offers_rejected" on "offers" ("source", "key") where "rejection" is not null;
CREATE TABLE "plans_parts" ("plan" text not null references "plans" ("id") on delete cascade, "list" text not null, "n" integer not null, "body" text not null, "packed" blob, constraint "plans_parts_pk" primary key ("plan", "list", "n"));
CREATE TABLE "feeds" ("id" text primary key, "variant" text not null, "built" text not null, "basis" text not null, "services" integer not null, "files" text not null);
CREATE INDEX "feeds_variant" on "feeds" ("variant", "built");
CREATE TABLE "feed_parts" ("feed" text not null, "file" text not null, "n" integer not null, "stored" text not null, "bytes" blob not null, constraint "feed_parts_pk" primary key ("feed", "file", "n"));
CREATE TABLE "feed_losses" ("variant" text primary key, "since" text not null);
CREATE TABLE "runs_lines" ("run" text not null references "runs" ("id") on delete cascade, "n" integer not null, "body" text not null, "packed" blob, constraint "runs_lines_pk" primary key ("run", "n"));
CREATE TABLE "alerts" ("subject" text primary key, "standing" text not null, "message" text not null, "at" text not null);
CREATE TABLE "stops" ("partner" text primary key, "since" text not null, "by" text not null, "reason" text not null, "lifted" text, "lifted_by" text, "agreement" text);
CREATE TABLE "contacts" ("id" text primary key, "partner" text not null, "email" text, "phone" text, "name" text not null, "created" text not null, "created_by" text not null, "removed" text);
CREATE UNIQUE INDEX "contacts_partner_email" on "contacts" ("partner", "email");
CREATE INDEX "offers_browse" on "offers" ("sort", "state", "source", "key");
CREATE TABLE "drafts" ("holder_kind" text not null, "holder" text not null, "action" text not null, "page" text not null, "fields" text not null, "at" text not null, constraint "drafts_pk" primary key ("holder_kind", "holder", "action"));
CREATE TABLE "census_structures" ("slug" text primary key, "department" text not null, "name" text not null, "siret" text, "typology" text, "home" text, "seen" text not null, "gone" text);
CREATE TABLE "census_services" ("slug" text primary key, "department" text not null, "structure" text not null, "name" text not null, "status" text not null, "modified" text not null, "city" text, "postal_code" text, "fields" text, "fields_of" text, "looked" text, "seen" text not null, "gone" text);
CREATE INDEX "census_services_structure" on "census_services" ("structure");
CREATE TABLE "censuses" ("id" text primary key, "started" text not null, "ended" text, "whole" integer not null, "newest" text, "requests" integer not null, "counts" text);
CREATE TABLE "offers_facets" ("id" integer primary key autoincrement, "source" text not null, "key" text not null, "words" text not null, "themes" text not null, "actions" text not null, "commune" text not null, "ends" text, "score" double precision, "epci" text default '' not null, "supposed_end" text, "called" text, "counted" text, constraint "offers_facets_offer" unique ("source", "key"), constraint "offers_facets_of" foreign key ("source", "key") references "offers" ("source", "key") on delete cascade on update cascade);
CREATE TABLE "offers_terms" ("term" text primary key);
CREATE VIRTUAL TABLE offers_fts using fts5(words, content='offers_facets', content_rowid='id', tokenize='unicode61', prefix='2 3');
CREATE TRIGGER offers_fts_in after insert on offers_facets begin
    insert into offers_fts(rowid, words) values (new.id, new.words); end;
CREATE TRIGGER offers_fts_out after delete on offers_facets begin
    insert into offers_fts(offers_fts, rowid, words) values ('delete', old.id, old.words); end;
CREATE TRIGGER offers_fts_over after update of words on offers_facets begin
    insert into offers_fts(offers_fts, rowid, words) values ('delete', old.id, old.words);
    insert into offers_fts(rowid, words) values (new.id, new.words); end;
CREATE TABLE "bilan_answers" ("id" text primary key, "convention" text not null, "box" text not null, "value" text not null, "by" text not null, "at" text not null);
CREATE INDEX "bilan_answers_convention" on "bilan_answers" ("convention", "at");
CREATE TABLE "conventions" ("convention" text not null, "version" integer not null, "body" text not null, "by" text not null, "at" text not null, constraint "conventions_pk" primary key ("convention", "version"));
CREATE INDEX "offers_facets_ends" on "offers_facets" ("ends");
CREATE INDEX "offers_facets_supposed" on "offers_facets" ("supposed_end");
CREATE INDEX offers_facets_by_end on offers_facets ((coalesce(ends, '9999')), source, key);
CREATE INDEX offers_facets_by_score on offers_facets ((coalesce(cast(cast(round(score * 1000) as integer) + 1000 as text), '0')), source, key);
CREATE TABLE "saved_lists" ("id" text primary key, "person" text not null, "name" text not null, "query" text not null, "at" text not null, constraint "saved_lists_name" unique ("person", "name"));
CREATE TABLE "places" ("address" text primary key, "longitude" double precision, "latitude" double precision, "asked" text not null);
CREATE INDEX "offers_live" on "offers" ("source", "state");
CREATE INDEX "links_status" on "links" ("status", "source", "key");
CREATE TABLE "other_services" ("id" text primary key, "structure" text not null, "placed" text not null, "updated" text);
CREATE TABLE "other_files" ("taken" text primary key, "place" text not null, "counts" text not null);
CREATE TABLE "taught_sources" ("source" text not null, "version" integer not null, "config" text not null, "mapping" text not null, "lesson" text not null, "state" text not null, "note" text not null, "by" text not null, "at" text not null, constraint "taught_sources_pk" primary key ("source", "version"));
CREATE TABLE "lessons" ("id" text primary key, "body" text not null, "by" text not null, "at" text not null);
CREATE TABLE "census_states" ("census" text primary key, "taken" text not null, "state" blob not null);
CREATE TABLE "other_states" ("reading" text primary key, "used" text not null, "state" blob not null);
CREATE TABLE "structure_notes" ("id" text primary key, "structure" text not null, "at" text not null, "day" text not null, "kind" text not null, "note" text not null, "by" text not null);
CREATE INDEX "structure_notes_structure" on "structure_notes" ("structure", "day");
insert into kysely_migration (name, timestamp) values
  ('0001-start', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0002-portal', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0003-plan-parts', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0004-feed', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0005-run-lines', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0006-states', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0007-person-edits', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0008-partner-stops', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0009-operation-choices', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0010-letters', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0011-conflict-titles', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0012-seen-by-the-public', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0013-census', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0014-offer-search', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0015-shown', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0016-bilan', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0017-conventions', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0018-offer-lists', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0019-places', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0021-counts', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0022-other-services', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0023-taught-sources', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0024-census-states', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0026-packed', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0027-other-states', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0028-kept-readings', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0029-structure-notes', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ('0030-counted', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
insert into kysely_migration_lock (id, is_locked) values ('migration_lock', 0);
