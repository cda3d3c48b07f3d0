-- The search keys that an article has nowhere but in names that are masked, so that a reader's search does not tell of them.
CREATE TABLE veiled (
    key TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    always INTEGER NOT NULL, -- masked also where the project keeps names: victims and minors
    PRIMARY KEY (key, article)
) WITHOUT ROWID;
CREATE INDEX veiled_by_article ON veiled (article);
