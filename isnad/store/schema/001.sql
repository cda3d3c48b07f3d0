-- What comes in.
CREATE TABLE articles (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    hash TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    published TEXT,
    publisher TEXT,
    url TEXT,
    origin TEXT NOT NULL, -- the file and line, or the address
    way TEXT NOT NULL, -- how it was retrieved: record, page, plain, address
    retrieved_at TEXT NOT NULL,
    signature BLOB, -- for finding copies
    copies INTEGER, -- the first article known of which this one is a near-copy, or itself
    superseded_by INTEGER REFERENCES articles (key), -- a later text under the same id
    UNIQUE (id, hash)
);
CREATE INDEX articles_by_copies ON articles (copies);
CREATE INDEX articles_by_day ON articles (published);
CREATE VIRTUAL TABLE search USING fts5 (keys, content = '', detail = none, tokenize = 'unicode61 remove_diacritics 0');

-- What was read in it: rebuilt from articles and codebook.
CREATE TABLE readings (
    article INTEGER PRIMARY KEY REFERENCES articles (key),
    codebook TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES runs (id),
    relevant INTEGER NOT NULL
);
CREATE INDEX readings_by_codebook ON readings (codebook);
CREATE TABLE skipped (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (id),
    article INTEGER REFERENCES articles (key), -- null: an input that gave no article
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT,
    UNIQUE (place, reason)
);
CREATE INDEX skipped_by_article ON skipped (article);
CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (key),
    number INTEGER NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    date TEXT,
    country TEXT,
    background INTEGER NOT NULL,
    confidence REAL NOT NULL,
    machine TEXT, -- JSON as it was read; null for a report that a person added
    human TEXT, -- JSON as people left it; null where they changed nothing
    verdict TEXT,
    judged_by TEXT,
    facts BLOB, -- what it is compared by; null until then
    linked INTEGER NOT NULL DEFAULT 0 -- whether it was compared with the others as it now stands
);
CREATE INDEX reports_by_article ON reports (article, number);
CREATE INDEX reports_unlinked ON reports (id) WHERE linked = 0;
CREATE INDEX reports_by_verdict ON reports (verdict);
CREATE TABLE relations (
    article INTEGER NOT NULL REFERENCES articles (key), number INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE TABLE strengths (
    article INTEGER NOT NULL REFERENCES articles (key), number INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE TABLE speakers (
    article INTEGER NOT NULL REFERENCES articles (key), number INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (article, number)
) WITHOUT ROWID;

-- What was merged: rebuilt from reports and judgements, but for the ids of events, which are kept.
CREATE TABLE links (
    a TEXT NOT NULL, b TEXT NOT NULL, probability REAL NOT NULL, weight REAL NOT NULL, levels TEXT NOT NULL, PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX links_by_b ON links (b);
CREATE TABLE members (report TEXT PRIMARY KEY, event TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX members_by_event ON members (event);
CREATE TABLE events (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    date TEXT,
    country TEXT,
    place_id TEXT,
    lat REAL,
    lon REAL,
    killed INTEGER,
    origins INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    confidence REAL NOT NULL,
    reviewed TEXT NOT NULL,
    background INTEGER NOT NULL,
    disputed INTEGER NOT NULL,
    json TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    stale INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX events_by_day ON events (date, id);
CREATE INDEX events_by_country ON events (country, date);
CREATE INDEX events_by_type ON events (type, date);
CREATE INDEX events_by_change ON events (updated_at);
CREATE INDEX events_stale ON events (id) WHERE stale = 1;
CREATE TABLE event_actors (
    event TEXT NOT NULL, side TEXT NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (event, side, actor)
) WITHOUT ROWID;
CREATE INDEX event_actors_by_actor ON event_actors (actor, event);
CREATE TABLE removed (
    event TEXT PRIMARY KEY, merged_into TEXT, at TEXT NOT NULL, reason TEXT NOT NULL, members TEXT NOT NULL, created_at TEXT NOT NULL
) WITHOUT ROWID;

-- What people decided: only ever appended.
CREATE TABLE judgements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    action TEXT NOT NULL,
    reports TEXT NOT NULL,
    field TEXT,
    value TEXT,
    state TEXT NOT NULL,
    note TEXT,
    undoes INTEGER REFERENCES judgements (id)
);
CREATE TABLE judged (report TEXT NOT NULL, judgement INTEGER NOT NULL REFERENCES judgements (id), PRIMARY KEY (report, judgement)) WITHOUT ROWID;
CREATE TABLE judged_articles (article TEXT NOT NULL, judgement INTEGER NOT NULL REFERENCES judgements (id), PRIMARY KEY (article, judgement)) WITHOUT ROWID;
CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements BEGIN SELECT raise(ABORT, 'judgements are only ever appended'); END;
CREATE TRIGGER judgements_remain BEFORE DELETE ON judgements BEGIN SELECT raise(ABORT, 'judgements are only ever appended'); END;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    version TEXT NOT NULL,
    codebook TEXT NOT NULL,
    inputs TEXT NOT NULL,
    counts TEXT
);
