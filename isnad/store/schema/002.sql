-- People of the workbench.
CREATE TABLE users (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('reader', 'coder', 'reviewer', 'admin')),
    hash TEXT NOT NULL,
    created_at TEXT NOT NULL,
    disabled_at TEXT
) WITHOUT ROWID;
CREATE TABLE sessions (
    id TEXT PRIMARY KEY, -- a hash of what the browser holds
    user TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    user TEXT,
    action TEXT NOT NULL,
    detail TEXT
);

-- Blind double coding: who is to code which report of a sample, and what they said; never shown to the other before both are done.
CREATE TABLE samples (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, created_at TEXT NOT NULL, by TEXT NOT NULL, filter TEXT NOT NULL);
CREATE TABLE codings (
    sample INTEGER NOT NULL REFERENCES samples (id),
    report TEXT NOT NULL,
    coder TEXT NOT NULL,
    at TEXT,
    code TEXT, -- JSON: field to value; null until coded
    PRIMARY KEY (sample, report, coder)
) WITHOUT ROWID;
