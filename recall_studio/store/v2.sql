-- Schema version 2: a codebook that is being changed, work fetched from colleagues, conversations watched along live.
-- Released: never edited; later versions are migrations of their own in schema.py.

-- What the next version of the codebook will change: a row for each code and modifier with what differs, one (`group`)
-- for all exclusive groups. `version`: the ids of the versions that were established after the first, the one in force
-- last; it is content, so that taking back an establishing makes the version before it count again.
CREATE TABLE concept (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('code', 'modifier', 'group', 'version')), key TEXT NOT NULL,
  content TEXT NOT NULL,                  -- JSON
  member TEXT NOT NULL REFERENCES member(id), created_at TEXT NOT NULL,
  UNIQUE (kind, key)
) STRICT;
ALTER TABLE code ADD COLUMN split_into TEXT NOT NULL DEFAULT '[]'; -- ids of the codes that took its place, JSON

-- The latest package that was fetched from each colleague's computer.
CREATE TABLE collected (
  id TEXT PRIMARY KEY, coder TEXT NOT NULL REFERENCES member(id),
  device TEXT NOT NULL, seq INTEGER NOT NULL, -- of the newest step that the package holds
  content TEXT NOT NULL,                  -- JSON: what each row looked like in it
  member TEXT NOT NULL REFERENCES member(id), at TEXT NOT NULL,
  UNIQUE (coder, device)
) STRICT;

-- A conversation without a recording that somebody watched along with; its moments carry the time since it started.
CREATE TABLE live_observation (
  id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversation(id),
  member TEXT NOT NULL REFERENCES member(id), started_at TEXT NOT NULL, ended_at TEXT,
  length_ms INTEGER CHECK (length_ms >= 0) -- by a steady clock, which no other setting of the time changes
) STRICT;
CREATE INDEX live_observation_conversation ON live_observation(conversation_id);
CREATE INDEX annotation_conversation ON annotation(conversation_id, start_ms);
