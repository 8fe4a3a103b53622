-- Schema version 1. Released: never edited; later versions are migrations of their own in schema.py.
-- Times in a recording are whole milliseconds, half-open; a point has end_ms null. Moments of the clock are UTC, ISO 8601.

-- The journal of content tables: one step an action of a user, one change a row.
CREATE TABLE step (
  number INTEGER PRIMARY KEY,             -- order in this file
  id TEXT NOT NULL UNIQUE,
  device TEXT NOT NULL, seq INTEGER NOT NULL, -- order on the computer that made it
  label TEXT NOT NULL,                    -- English source of its words; never content
  author TEXT NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
  at TEXT NOT NULL,
  reverts TEXT REFERENCES step(id),
  scope TEXT,                             -- the recording or editor it was done in
  open INTEGER NOT NULL DEFAULT 1,        -- only while its transaction runs
  UNIQUE (device, seq)
) STRICT;
CREATE INDEX step_author ON step(author, number);
CREATE TABLE change (
  number INTEGER PRIMARY KEY,
  step INTEGER NOT NULL REFERENCES step(number),
  "table" TEXT NOT NULL, row TEXT NOT NULL,
  before TEXT, after TEXT                 -- row images, JSON
) STRICT;
CREATE INDEX change_step ON change(step);
CREATE INDEX change_row ON change("table", row);

-- The audit log: who did what to which id. Never content, never erased, each row sealed onto the one before.
CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL, member TEXT NOT NULL, action TEXT NOT NULL,
  "table" TEXT, row TEXT, detail TEXT NOT NULL DEFAULT '{}',
  previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE tombstone (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE, "table" TEXT NOT NULL, row_hash TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;

-- The study and its people.
CREATE TABLE study (
  id TEXT PRIMARY KEY, title TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('onderzoek', 'intervisie', 'oefenen')),
  synthetic INTEGER NOT NULL DEFAULT 0,
  strict INTEGER NOT NULL DEFAULT 0,      -- open set-up items stop adding recordings
  retention_months INTEGER NOT NULL DEFAULT 24,
  min_cell INTEGER NOT NULL DEFAULT 10,
  undo_barrier INTEGER NOT NULL DEFAULT 0, -- steps up to this number cannot be taken back
  own_analysis_declared_at TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE TABLE setup_item (
  id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, done INTEGER NOT NULL DEFAULT 0,
  reference TEXT, done_on TEXT, member TEXT REFERENCES member(id)
) STRICT;
CREATE TABLE member (
  id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('onderzoek', 'klantmanager', 'gespreksleider', 'privacybeheer')),
  lead INTEGER NOT NULL DEFAULT 0, participant_id TEXT REFERENCES participant(id),
  reaction_ms INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL
) STRICT;
CREATE TABLE round_state (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  round TEXT NOT NULL CHECK (round IN ('oefenen', 'gezamenlijk', 'onafhankelijk', 'consensus', 'definitief')),
  state TEXT NOT NULL CHECK (state IN ('open', 'klaar', 'gesloten')),
  conversation_id TEXT REFERENCES conversation(id), member TEXT NOT NULL REFERENCES member(id),
  reason TEXT, at TEXT NOT NULL
) STRICT;
CREATE TABLE participant (
  id TEXT PRIMARY KEY, pseudonym TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('klant', 'klantmanager', 'tolk', 'naaste', 'collega', 'anders')),
  restricted INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL
) STRICT;
CREATE TABLE "case" (
  id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE,
  client_id TEXT REFERENCES participant(id), case_manager_id TEXT REFERENCES participant(id),
  created_at TEXT NOT NULL, UNIQUE (client_id, case_manager_id)
) STRICT;

-- Conversations, recordings and their files.
CREATE TABLE conversation (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, case_id TEXT REFERENCES "case"(id),
  held_on TEXT, held_at TEXT,             -- the day, and the instant in UTC where the time is known
  type TEXT, channel TEXT, wave TEXT, created_at TEXT NOT NULL
) STRICT;
CREATE TABLE recorded_person (
  id TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversation(id), participant_id TEXT NOT NULL REFERENCES participant(id),
  role TEXT NOT NULL CHECK (role IN ('klant', 'klantmanager', 'tolk', 'naaste', 'collega', 'anders')),
  created_at TEXT NOT NULL, UNIQUE (conversation_id, participant_id)
) STRICT;
CREATE TABLE recording (
  id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversation(id), name TEXT NOT NULL UNIQUE,
  duration_ms INTEGER NOT NULL CHECK (duration_ms > 0), created_at TEXT NOT NULL
) STRICT;
CREATE INDEX recording_conversation ON recording(conversation_id);
CREATE TABLE media_file (
  id TEXT PRIMARY KEY, recording_id TEXT NOT NULL REFERENCES recording(id),
  kind TEXT NOT NULL CHECK (kind IN ('origineel', 'afgeschermd', 'fragment', 'nagesprek')),
  part INTEGER NOT NULL DEFAULT 1, camera TEXT, -- consecutive parts; further cameras and sound beside them
  offset_ms INTEGER NOT NULL DEFAULT 0, duration_ms INTEGER NOT NULL,
  storage TEXT NOT NULL CHECK (storage IN ('kopie', 'koppeling')), -- as the user asked
  stored_as TEXT,                         -- file name in media/, once copied
  source TEXT,                            -- where the file lay when it was added, or lies when linked
  size_bytes INTEGER NOT NULL, quick_fingerprint TEXT NOT NULL, full_fingerprint TEXT NOT NULL,
  probe TEXT NOT NULL DEFAULT '{}', delete_after TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'in_gebruik' CHECK (state IN ('in_gebruik', 'beperkt', 'vernietigd')),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX media_file_recording ON media_file(recording_id, kind, part);
CREATE INDEX media_file_fingerprint ON media_file(quick_fingerprint);

-- Consent: append-only; the latest row counts, a specific one beats a general one.
CREATE TABLE consent (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  participant_id TEXT NOT NULL REFERENCES participant(id), purpose TEXT NOT NULL,
  conversation_id TEXT REFERENCES conversation(id), -- null: all conversations in this study
  status TEXT NOT NULL CHECK (status IN ('gegeven', 'geweigerd', 'ingetrokken', 'andere_grondslag')),
  "condition" TEXT NOT NULL DEFAULT 'geen', explicit INTEGER NOT NULL,
  form_version TEXT NOT NULL, method TEXT NOT NULL, language TEXT, interpreter TEXT, teach_back INTEGER,
  collector TEXT NOT NULL REFERENCES member(id), given_at TEXT NOT NULL, valid_until TEXT, told_delete_after TEXT,
  basis TEXT, documented_in TEXT, decided_by TEXT,
  recorded_by TEXT NOT NULL REFERENCES member(id), recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX consent_person ON consent(participant_id, purpose, number);

-- Codebook. A theme is a code without a parent.
CREATE TABLE codebook_version (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version TEXT NOT NULL UNIQUE,
  why TEXT NOT NULL DEFAULT '', content TEXT NOT NULL, -- the whole codebook as it stood, JSON
  member TEXT NOT NULL REFERENCES member(id), at TEXT NOT NULL
) STRICT;
CREATE TABLE code (
  id TEXT PRIMARY KEY, parent_id TEXT REFERENCES code(id), key TEXT NOT NULL UNIQUE, position INTEGER NOT NULL,
  label_nl TEXT NOT NULL, label_en TEXT NOT NULL, short_nl TEXT NOT NULL DEFAULT '', short_en TEXT NOT NULL DEFAULT '',
  code_type TEXT NOT NULL CHECK (code_type IN ('point', 'interval', 'either')), actor TEXT NOT NULL DEFAULT '',
  layers TEXT NOT NULL DEFAULT '["gesprek"]',
  definition_nl TEXT NOT NULL DEFAULT '', definition_en TEXT NOT NULL DEFAULT '',
  include_nl TEXT NOT NULL DEFAULT '', include_en TEXT NOT NULL DEFAULT '',
  exclude_nl TEXT NOT NULL DEFAULT '', exclude_en TEXT NOT NULL DEFAULT '',
  example_nl TEXT NOT NULL DEFAULT '', example_en TEXT NOT NULL DEFAULT '',
  basis TEXT NOT NULL DEFAULT '', modifiers TEXT NOT NULL DEFAULT '[]',
  chord TEXT NOT NULL DEFAULT '', color TEXT NOT NULL DEFAULT '', "on" INTEGER NOT NULL DEFAULT 1,
  provisional INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL DEFAULT 'actief' CHECK (status IN ('actief', 'vervallen')),
  replaced_by TEXT REFERENCES code(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TABLE modifier (
  id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, position INTEGER NOT NULL,
  label_nl TEXT NOT NULL, label_en TEXT NOT NULL, multiple INTEGER NOT NULL DEFAULT 0,
  unit TEXT NOT NULL DEFAULT '', "values" TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE TABLE exclusive_group (id TEXT PRIMARY KEY, codes TEXT NOT NULL) STRICT;

-- Nagesprek, as far as a moment can lie in one.
CREATE TABLE recall_session (
  id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversation(id),
  recaller_id TEXT NOT NULL REFERENCES participant(id), interviewer TEXT NOT NULL REFERENCES member(id),
  started_at TEXT, ended_at TEXT, created_at TEXT NOT NULL
) STRICT;

-- Coding.
CREATE TABLE annotation (
  id TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversation(id),
  recording_id TEXT REFERENCES recording(id),  -- null: watched along live
  recall_session_id TEXT REFERENCES recall_session(id),
  layer TEXT NOT NULL CHECK (layer IN ('gesprek', 'nagesprek', 'intervisie')),
  round TEXT NOT NULL, coder TEXT NOT NULL REFERENCES member(id),
  code_id TEXT REFERENCES code(id),            -- null: still to be coded
  codebook_version TEXT NOT NULL REFERENCES codebook_version(id),
  start_ms INTEGER NOT NULL CHECK (start_ms >= 0),
  end_ms INTEGER CHECK (end_ms > start_ms),
  running INTEGER NOT NULL DEFAULT 0,          -- begun, its end is still to come
  pressed_ms INTEGER CHECK (pressed_ms >= 0), clock_at TEXT,
  speaker TEXT, certainty INTEGER CHECK (certainty BETWEEN 1 AND 3),
  modifiers TEXT NOT NULL DEFAULT '{}', note TEXT, created_at TEXT NOT NULL
) STRICT;
CREATE INDEX annotation_place ON annotation(recording_id, start_ms, end_ms);
CREATE INDEX annotation_code ON annotation(code_id);
CREATE TABLE coded_range (
  id TEXT PRIMARY KEY, recording_id TEXT NOT NULL REFERENCES recording(id),
  layer TEXT NOT NULL CHECK (layer IN ('gesprek', 'nagesprek', 'intervisie')),
  round TEXT NOT NULL, coder TEXT NOT NULL REFERENCES member(id),
  start_ms INTEGER NOT NULL CHECK (start_ms >= 0), end_ms INTEGER NOT NULL CHECK (end_ms > start_ms),
  codes TEXT NOT NULL, codebook_version TEXT NOT NULL REFERENCES codebook_version(id), declared_at TEXT NOT NULL
) STRICT;
CREATE INDEX coded_range_recording ON coded_range(recording_id);
CREATE TABLE seen_range (
  id TEXT PRIMARY KEY, recording_id TEXT NOT NULL REFERENCES recording(id),
  member TEXT NOT NULL REFERENCES member(id), start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL CHECK (end_ms > start_ms)
) STRICT;
CREATE INDEX seen_range_recording ON seen_range(recording_id, member);
CREATE TABLE selection (
  id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversation(id),
  recording_id TEXT REFERENCES recording(id), start_ms INTEGER NOT NULL, end_ms INTEGER CHECK (end_ms > start_ms),
  purpose TEXT NOT NULL, method TEXT NOT NULL, why TEXT NOT NULL DEFAULT '', plan TEXT NOT NULL DEFAULT '{}',
  member TEXT NOT NULL REFERENCES member(id), participant_id TEXT REFERENCES participant(id),
  position INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL
) STRICT;
CREATE TABLE turn (
  id TEXT PRIMARY KEY, recording_id TEXT NOT NULL REFERENCES recording(id),
  start_ms INTEGER NOT NULL CHECK (start_ms >= 0), end_ms INTEGER NOT NULL CHECK (end_ms > start_ms),
  speaker TEXT, text TEXT NOT NULL, language TEXT, layer TEXT NOT NULL DEFAULT 'gesprek'
) STRICT;
CREATE INDEX turn_place ON turn(recording_id, start_ms);
CREATE TABLE discuss_mark (
  id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversation(id),
  recording_id TEXT REFERENCES recording(id), annotation_id TEXT REFERENCES annotation(id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL CHECK (at_ms >= 0), meant_for TEXT, member TEXT NOT NULL REFERENCES member(id),
  note TEXT, created_at TEXT NOT NULL
) STRICT;
CREATE TABLE memo (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, about_table TEXT NOT NULL, about_row TEXT NOT NULL, text TEXT NOT NULL,
  member TEXT NOT NULL REFERENCES member(id), created_at TEXT NOT NULL
) STRICT;
CREATE INDEX memo_about ON memo(about_table, about_row);
