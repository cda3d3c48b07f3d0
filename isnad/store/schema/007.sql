-- What the workbench counts over the whole store stands in narrow tables beside the wide rows, written together with them
-- (isnad/store/shares.py, readings.py), so that a page after a judgement reads an index and no JSON.
-- `stranger_key` is a function of shares.py.

-- Articles are wide: what is asked of them by their reading or report stands there too.
ALTER TABLE readings ADD COLUMN outlet TEXT;
ALTER TABLE readings ADD COLUMN published TEXT;
UPDATE readings SET outlet = a.publisher, published = a.published FROM articles a WHERE a.key = readings.article;
CREATE INDEX readings_relevant ON readings (outlet) WHERE relevant = 1;
CREATE INDEX articles_current ON articles (publisher, published) WHERE superseded_by IS NULL;
ALTER TABLE reports ADD COLUMN outlet TEXT;
UPDATE reports SET outlet = (SELECT publisher FROM articles WHERE key = reports.article);
CREATE INDEX reports_of_outlet ON reports (outlet, verdict);
CREATE INDEX reports_by_type ON reports (type, verdict);
CREATE TABLE report_sources (
    report TEXT NOT NULL, number INTEGER NOT NULL, outlet TEXT NOT NULL, kind TEXT NOT NULL, private INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (report, number)
) WITHOUT ROWID;
INSERT INTO report_sources
SELECT t.id, s.key, t.outlet, json_extract(s.value, '$.kind'), coalesce(json_extract(s.value, '$.person') = 'private', 0), json_extract(s.value, '$.text')
FROM reports t, json_each(coalesce(t.human, t.machine), '$.sources') s WHERE t.outlet IS NOT NULL AND t.verdict IS NOT 'rejected';
CREATE INDEX report_sources_told ON report_sources (outlet, private, kind, text);

-- Ties between actors of the codebook, and outlets that articles quote, by what they are counted by.
CREATE TABLE relation_ends (
    a TEXT NOT NULL, b TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, article INTEGER NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (a, b, type, status, article, number)
) WITHOUT ROWID;
INSERT INTO relation_ends
SELECT json_extract(json, '$.a_id'), json_extract(json, '$.b_id'), json_extract(json, '$.type'), json_extract(json, '$.status'), article, number
FROM relations WHERE json_extract(json, '$.a_id') != '' AND json_extract(json, '$.b_id') != '';
CREATE INDEX relation_ends_of_article ON relation_ends (article);
CREATE TABLE quotations (outlet TEXT NOT NULL, quoted TEXT NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (outlet, quoted, article)) WITHOUT ROWID;
INSERT OR IGNORE INTO quotations
SELECT r.outlet, substr(json_extract(t.json, '$.rules.text'), 8), t.article FROM speakers t JOIN readings r ON r.article = t.article
WHERE r.outlet IS NOT NULL AND json_extract(t.json, '$.rules.text') LIKE 'outlet.%';
CREATE INDEX quotations_of_article ON quotations (article);
CREATE INDEX relations_by_a ON relations (json_extract(json, '$.a_id'));
CREATE INDEX relations_by_b ON relations (json_extract(json, '$.b_id'));
CREATE INDEX strengths_by_group ON strengths (json_extract(json, '$.group_id'));
ALTER TABLE members ADD COLUMN article INTEGER;
UPDATE members SET article = (SELECT t.article FROM reports t WHERE t.id = members.report);
DROP INDEX members_by_event;
CREATE INDEX members_by_event ON members (event, article);
CREATE INDEX members_by_article ON members (article, event);

-- Judgements are wide too, for they hold what people saw.
CREATE INDEX judgements_by ON judgements (by);
CREATE INDEX judgements_undoing ON judgements (id, undoes) WHERE action = 'undo';
CREATE INDEX judgements_on_ties ON judgements (id) WHERE action IN ('same', 'different', 'undo');
CREATE INDEX judgements_on_event ON judgements (json_extract(state, '$.event'));

-- Which actors stand on which side: few casts are shared by many events. Lines of side and actor, in order.
CREATE TABLE casts (id INTEGER PRIMARY KEY, sides TEXT NOT NULL UNIQUE);
CREATE TEMP TABLE event_casts (event TEXT PRIMARY KEY, sides TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO event_casts
SELECT event, group_concat(line, char(10)) FROM (SELECT event, side || ' ' || actor AS line FROM event_actors ORDER BY event, side, actor) GROUP BY event;
INSERT INTO casts (sides) SELECT DISTINCT sides FROM event_casts;
ALTER TABLE events ADD COLUMN cast_id INTEGER; -- null: nobody whom the codebook knows
ALTER TABLE events ADD COLUMN held INTEGER NOT NULL DEFAULT 0; -- reports
DROP INDEX events_narrow;
UPDATE events SET
    cast_id = (SELECT c.id FROM event_casts x CROSS JOIN casts c ON c.sides = x.sides WHERE x.event = events.id),
    held = (SELECT count(*) FROM members m WHERE m.event = events.id);
DROP TABLE event_casts;
CREATE INDEX events_narrow ON events (
    date, id, status, type, country, killed, origins, outlets, confidence, reviewed, background, disputed, updated_at, place_id, lat, lon, cast_id, held
);

-- What of the events stands in JSON alone, for the tables that follow: parties, and the figures where several outlets may give some.
CREATE TEMP TABLE told AS SELECT id, status, date, CASE WHEN outlets > 1
    THEN json_extract(json, '$.by', '$.against', '$.killed.figures', '$.injured.figures', '$.arrested.figures', '$.abducted.figures')
    ELSE json_extract(json, '$.by', '$.against') END AS parts FROM events;
CREATE TEMP TABLE parties AS
SELECT t.id AS event, s.side, p.key AS number, t.status, json_extract(p.value, '$.id') AS actor, json_extract(p.value, '$.person') AS person,
    json_extract(p.value, '$.text') AS text, json_extract(p.value, '$.kind') AS kind
FROM told t, (SELECT 'by' AS side, '$[0]' AS at UNION ALL SELECT 'against', '$[1]') s, json_each(t.parts, s.at) p;
CREATE INDEX temp.parties_known ON parties (event, side, actor);
CREATE TEMP TABLE figures AS
SELECT t.id AS event, c.field, json_extract(f.value, '$.outlet') AS outlet, t.status, t.date,
    max(coalesce(json_extract(f.value, '$.low'), CASE WHEN json_extract(f.value, '$.high') IS NULL THEN json_extract(f.value, '$.n') END, 0)) AS low,
    min(coalesce(json_extract(f.value, '$.high'), CASE WHEN json_extract(f.value, '$.low') IS NULL THEN json_extract(f.value, '$.n') END, 9e999)) AS high
FROM told t, (
    SELECT 'killed' AS field, '$[2]' AS at UNION ALL SELECT 'injured', '$[3]' UNION ALL SELECT 'arrested', '$[4]' UNION ALL SELECT 'abducted', '$[5]'
) c, json_each(t.parts, c.at) f
WHERE json_extract(f.value, '$.outlet') != '' AND NOT coalesce(json_extract(f.value, '$.alternative'), 0) GROUP BY 1, 2, 3;
CREATE INDEX temp.figures_given ON figures (event, field);

-- `own` is 0 for an actor that only stands above a party of the event; `again` is 1 where it stands on the other side too, on one of the two.
CREATE TABLE event_sides (
    event TEXT NOT NULL, side TEXT NOT NULL, actor TEXT NOT NULL, status TEXT NOT NULL, date TEXT, own INTEGER NOT NULL, again INTEGER NOT NULL,
    PRIMARY KEY (event, side, actor)
) WITHOUT ROWID;
INSERT INTO event_sides
SELECT x.event, x.side, x.actor, t.status, t.date,
    EXISTS (SELECT 1 FROM parties p WHERE p.event = x.event AND p.side = x.side AND p.actor = x.actor),
    x.side = 'by' AND EXISTS (SELECT 1 FROM event_actors o WHERE o.event = x.event AND o.side = 'against' AND o.actor = x.actor)
FROM told t CROSS JOIN event_actors x ON x.event = t.id;
DROP TABLE event_actors;
ALTER TABLE event_sides RENAME TO event_actors;
CREATE INDEX event_actors_by_actor ON event_actors (actor, event);
CREATE INDEX event_actors_told ON event_actors (actor, side, status, date, again);

-- Who reports an event: its reports, whether others do too, and whether it told it on the first day.
CREATE TABLE event_outlets (
    event TEXT NOT NULL, outlet TEXT NOT NULL, status TEXT NOT NULL, reports INTEGER NOT NULL, shared INTEGER NOT NULL, first INTEGER NOT NULL,
    PRIMARY KEY (event, outlet)
) WITHOUT ROWID;
INSERT INTO event_outlets
SELECT event, outlet, status, reports, shared, shared AND coalesce(day = min(day) OVER (PARTITION BY event), 0) FROM (
    SELECT m.event, r.outlet, t.status, count(*) AS reports, min(a.published) AS day, count(*) OVER (PARTITION BY m.event) > 1 AS shared
    FROM told t CROSS JOIN members m ON m.event = t.id CROSS JOIN reports r ON r.id = m.report CROSS JOIN readings a ON a.article = r.article
    WHERE r.outlet IS NOT NULL AND r.verdict IS NOT 'rejected' GROUP BY m.event, r.outlet
);
CREATE INDEX event_outlets_told ON event_outlets (outlet, status, shared, first);

-- Counts that several outlets give of an event, and whether another contradicts the outlet; parties that the codebook does not know.
CREATE TABLE event_figures (
    event TEXT NOT NULL, field TEXT NOT NULL, outlet TEXT NOT NULL, status TEXT NOT NULL, date TEXT, against INTEGER NOT NULL,
    PRIMARY KEY (event, field, outlet)
) WITHOUT ROWID;
INSERT INTO event_figures
SELECT a.event, a.field, a.outlet, a.status, a.date, max(a.low > b.high OR b.low > a.high)
FROM figures a CROSS JOIN figures b ON b.event = a.event AND b.field = a.field AND b.outlet != a.outlet GROUP BY 1, 2, 3;
CREATE INDEX event_figures_told ON event_figures (outlet, status, against, date);
CREATE TABLE event_strangers (
    event TEXT NOT NULL, side TEXT NOT NULL, number INTEGER NOT NULL, status TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL,
    PRIMARY KEY (event, side, number)
) WITHOUT ROWID;
INSERT INTO event_strangers
SELECT event, side, number, status, stranger_key(text), text, kind FROM parties WHERE actor IS NULL AND person IS NULL ORDER BY 1, 2, 3;
CREATE INDEX event_strangers_told ON event_strangers (key, text, kind, side, status);
DROP TABLE parties;
DROP TABLE figures;
DROP TABLE told;

-- How often the events changed in what maps, days and parties are counted by: a judgement that only says `right` leaves it as it is.
CREATE TABLE marks (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO marks VALUES ('substance', 0);
