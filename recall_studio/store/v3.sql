-- Schema version 3: recall interviews (nagesprekken) with their stops, prompts and comments, and what is judged from them.
-- Released: never edited; later versions are migrations of their own in schema.py.
--
-- Two clocks: `position_ms` is a place in the original recording, `session_ms` the time since the interview began. The
-- interview's own recording is a row of `recording` that names its session; it lies `sound_offset_ms` after the begin of
-- the session, so a place in it is session_ms - sound_offset_ms. It runs through rests and lost microphones as silence.

ALTER TABLE recording ADD COLUMN recall_session_id TEXT REFERENCES recall_session(id); -- null: of the conversation itself
CREATE INDEX recording_recall_session ON recording(recall_session_id);
ALTER TABLE study ADD COLUMN contact TEXT NOT NULL DEFAULT '{}'; -- whom a viewer can call afterwards, JSON, for the card

ALTER TABLE recall_session ADD COLUMN recording_id TEXT REFERENCES recording(id); -- what is looked back at
ALTER TABLE recall_session ADD COLUMN recaller_role TEXT NOT NULL DEFAULT 'klant';
ALTER TABLE recall_session ADD COLUMN language TEXT NOT NULL DEFAULT 'nl';
ALTER TABLE recall_session ADD COLUMN stimulus TEXT NOT NULL DEFAULT 'hele_video'
  CHECK (stimulus IN ('hele_video', 'fragmenten'));
ALTER TABLE recall_session ADD COLUMN shown_as TEXT NOT NULL DEFAULT 'beeld_en_geluid'
  CHECK (shown_as IN ('beeld_en_geluid', 'klein_beeld', 'alleen_geluid'));
ALTER TABLE recall_session ADD COLUMN method TEXT NOT NULL DEFAULT 'hele_video';   -- how moments were chosen
ALTER TABLE recall_session ADD COLUMN play_order TEXT NOT NULL DEFAULT 'tijd' CHECK (play_order IN ('tijd', 'gekozen'));
ALTER TABLE recall_session ADD COLUMN transcript_shown INTEGER NOT NULL DEFAULT 0;
ALTER TABLE recall_session ADD COLUMN control TEXT NOT NULL DEFAULT 'terugkijker'
  CHECK (control IN ('terugkijker', 'interviewer', 'beiden'));
ALTER TABLE recall_session ADD COLUMN instruction_version TEXT;
ALTER TABLE recall_session ADD COLUMN instruction_read INTEGER NOT NULL DEFAULT 0;
ALTER TABLE recall_session ADD COLUMN practice_clip_done INTEGER NOT NULL DEFAULT 0;
ALTER TABLE recall_session ADD COLUMN control_tried INTEGER NOT NULL DEFAULT 0;    -- the viewer's control was seen to work
ALTER TABLE recall_session ADD COLUMN place TEXT CHECK (place IN ('kantoor', 'thuis', 'online'));
ALTER TABLE recall_session ADD COLUMN others_present TEXT NOT NULL DEFAULT '';     -- in words, no names
ALTER TABLE recall_session ADD COLUMN protocol_version TEXT NOT NULL DEFAULT '';
ALTER TABLE recall_session ADD COLUMN ended_reason TEXT;                           -- null: it came to its end
ALTER TABLE recall_session ADD COLUMN wellbeing INTEGER CHECK (wellbeing BETWEEN 1 AND 5);
ALTER TABLE recall_session ADD COLUMN sharing_default TEXT NOT NULL DEFAULT 'niet_delen';
ALTER TABLE recall_session ADD COLUMN length_ms INTEGER CHECK (length_ms >= 0);    -- by a steady clock, once it ended
ALTER TABLE recall_session ADD COLUMN sound TEXT NOT NULL DEFAULT 'geen' CHECK (sound IN ('geen', 'opgenomen', 'ingelezen'));
ALTER TABLE recall_session ADD COLUMN sound_offset_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE recall_session ADD COLUMN set_apart INTEGER NOT NULL DEFAULT 0;        -- consent was withdrawn: used for nothing
CREATE INDEX recall_session_conversation ON recall_session(conversation_id);

-- Who is there besides recaller and interviewer and is a person of the study: an interpreter, a relative.
CREATE TABLE recall_present (
  id TEXT PRIMARY KEY, recall_session_id TEXT NOT NULL REFERENCES recall_session(id) ON DELETE CASCADE,
  participant_id TEXT NOT NULL REFERENCES participant(id),
  role TEXT NOT NULL CHECK (role IN ('klant', 'klantmanager', 'tolk', 'naaste', 'collega', 'anders')),
  created_at TEXT NOT NULL, UNIQUE (recall_session_id, participant_id)
) STRICT;

-- The moments that are planned to be looked at, as they were chosen; the choice itself may change afterwards.
CREATE TABLE recall_moment (
  id TEXT PRIMARY KEY, recall_session_id TEXT NOT NULL REFERENCES recall_session(id) ON DELETE CASCADE,
  place INTEGER NOT NULL, start_ms INTEGER NOT NULL CHECK (start_ms >= 0), end_ms INTEGER CHECK (end_ms > start_ms),
  method TEXT NOT NULL, why TEXT NOT NULL DEFAULT '',
  reached_at_ms INTEGER, skipped INTEGER NOT NULL DEFAULT 0 -- reached_at_ms: on the clock of the session
) STRICT;
CREATE INDEX recall_moment_session ON recall_moment(recall_session_id, place);

-- What was played to the viewer: grows while it plays.
CREATE TABLE recall_shown (
  id TEXT PRIMARY KEY, recall_session_id TEXT NOT NULL REFERENCES recall_session(id) ON DELETE CASCADE,
  start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL CHECK (end_ms > start_ms), -- in the original recording
  session_ms INTEGER NOT NULL, rate_percent INTEGER NOT NULL DEFAULT 100
) STRICT;
CREATE INDEX recall_shown_session ON recall_shown(recall_session_id, session_ms);

CREATE TABLE recall_stop (
  id TEXT PRIMARY KEY, recall_session_id TEXT NOT NULL REFERENCES recall_session(id) ON DELETE CASCADE,
  position_ms INTEGER NOT NULL CHECK (position_ms >= 0), session_ms INTEGER NOT NULL CHECK (session_ms >= 0),
  initiator TEXT NOT NULL CHECK (initiator IN ('klant', 'klantmanager', 'tolk', 'interviewer', 'gepland')),
  recall_moment_id TEXT REFERENCES recall_moment(id) ON DELETE SET NULL, -- the planned moment it belongs to
  resumed_ms INTEGER, replay_from_ms INTEGER,  -- resumed_ms: on the clock of the session
  rate_percent INTEGER NOT NULL DEFAULT 100, created_at TEXT NOT NULL
) STRICT;
CREATE INDEX recall_stop_session ON recall_stop(recall_session_id, session_ms);

CREATE TABLE recall_prompt (
  id TEXT PRIMARY KEY, recall_stop_id TEXT NOT NULL REFERENCES recall_stop(id) ON DELETE CASCADE,
  seq INTEGER NOT NULL, type TEXT NOT NULL, text TEXT NOT NULL, card TEXT, -- card: its key in the file of the language
  session_ms INTEGER NOT NULL, removed INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL
) STRICT;
CREATE INDEX recall_prompt_stop ON recall_prompt(recall_stop_id, seq);

CREATE TABLE recall_comment (
  id TEXT PRIMARY KEY, recall_stop_id TEXT NOT NULL REFERENCES recall_stop(id) ON DELETE CASCADE,
  seq INTEGER NOT NULL, recall_prompt_id TEXT REFERENCES recall_prompt(id) ON DELETE SET NULL, -- null: nobody asked
  text TEXT NOT NULL DEFAULT '', text_original TEXT NOT NULL DEFAULT '', -- as said, where that is another language
  language TEXT NOT NULL DEFAULT 'nl', translated_by TEXT NOT NULL DEFAULT '',
  sound_from_ms INTEGER, sound_to_ms INTEGER,  -- on the clock of the session: where it is heard
  time_orientation TEXT NOT NULL DEFAULT 'nog_te_bepalen', content_type TEXT, relation TEXT,
  valence INTEGER CHECK (valence BETWEEN -2 AND 2), certainty_self INTEGER CHECK (certainty_self BETWEEN 1 AND 5),
  shareable INTEGER NOT NULL DEFAULT 0,
  applies_from_ms INTEGER, applies_to_ms INTEGER, -- in the original recording; null: the place of the stop
  codes TEXT NOT NULL DEFAULT '[]',               -- ids of codes, JSON
  session_ms INTEGER NOT NULL, removed INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL
) STRICT;
CREATE INDEX recall_comment_stop ON recall_comment(recall_stop_id, seq);

-- What else happened: rests, skips, a microphone that was lost and found, instruction, practice, wellbeing.
CREATE TABLE recall_event (
  id TEXT PRIMARY KEY, recall_session_id TEXT NOT NULL REFERENCES recall_session(id) ON DELETE CASCADE,
  kind TEXT NOT NULL, session_ms INTEGER NOT NULL CHECK (session_ms >= 0), position_ms INTEGER,
  until_ms INTEGER, created_at TEXT NOT NULL   -- until_ms: on the clock of the session, for what lasts
) STRICT;
CREATE INDEX recall_event_session ON recall_event(recall_session_id, session_ms);

-- The interview's sound as it is recorded, in pieces, until they become one recording.
CREATE TABLE recall_piece (
  id TEXT PRIMARY KEY, recall_session_id TEXT NOT NULL REFERENCES recall_session(id) ON DELETE CASCADE,
  session_ms INTEGER NOT NULL, rate_hz INTEGER NOT NULL, channels INTEGER NOT NULL,
  stored_as TEXT NOT NULL, created_at TEXT NOT NULL
) STRICT;
CREATE INDEX recall_piece_session ON recall_piece(recall_session_id, session_ms);

-- Earlier states of what was corrected: `before` holds the columns that changed, JSON.
CREATE TABLE recall_version (
  id TEXT PRIMARY KEY, recall_session_id TEXT NOT NULL REFERENCES recall_session(id) ON DELETE CASCADE,
  "table" TEXT NOT NULL, row TEXT NOT NULL, before TEXT NOT NULL,
  by_participant INTEGER NOT NULL DEFAULT 0,   -- the recaller asked for it (rectification)
  why TEXT NOT NULL DEFAULT '', member TEXT NOT NULL REFERENCES member(id), at TEXT NOT NULL
) STRICT;
CREATE INDEX recall_version_row ON recall_version(row);

-- The instruction as a sound file, by language; the recording of a voice, so it goes with the study.
CREATE TABLE instruction_sound (
  id TEXT PRIMARY KEY, language TEXT NOT NULL, instruction_version TEXT NOT NULL, stored_as TEXT NOT NULL,
  length_ms INTEGER NOT NULL, size_bytes INTEGER NOT NULL, probe TEXT NOT NULL DEFAULT '{}',
  member TEXT NOT NULL REFERENCES member(id), created_at TEXT NOT NULL
) STRICT;

-- A comment that belongs to a moment although its place does not say so.
CREATE TABLE comment_link (
  id TEXT PRIMARY KEY, recall_comment_id TEXT NOT NULL REFERENCES recall_comment(id) ON DELETE CASCADE,
  annotation_id TEXT NOT NULL REFERENCES annotation(id) ON DELETE CASCADE,
  member TEXT NOT NULL REFERENCES member(id), created_at TEXT NOT NULL, UNIQUE (recall_comment_id, annotation_id)
) STRICT;

-- How far client and caseworker saw the same at a place of the recording, as a researcher judges it.
CREATE TABLE congruence (
  id TEXT PRIMARY KEY, recording_id TEXT NOT NULL REFERENCES recording(id),
  annotation_id TEXT REFERENCES annotation(id) ON DELETE CASCADE,
  start_ms INTEGER NOT NULL CHECK (start_ms >= 0), end_ms INTEGER CHECK (end_ms > start_ms),
  judgement TEXT NOT NULL CHECK (judgement IN ('gelijk', 'deels', 'anders')), note TEXT NOT NULL DEFAULT '',
  member TEXT NOT NULL REFERENCES member(id), created_at TEXT NOT NULL
) STRICT;
CREATE INDEX congruence_recording ON congruence(recording_id, start_ms);

-- Global impressions, 1 to 5, of one conversation by three raters.
CREATE TABLE global_rating (
  id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversation(id),
  item TEXT NOT NULL CHECK (item IN ('echtheid', 'gezamenlijk_doel', 'aansluiting_aanpak')),
  rater TEXT NOT NULL CHECK (rater IN ('klant', 'klantmanager', 'onderzoeker')),
  score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
  member TEXT NOT NULL REFERENCES member(id), created_at TEXT NOT NULL,
  UNIQUE (conversation_id, item, rater, member)
) STRICT;
