-- Events are wide rows, and the workbench asks for them by narrow columns: what it filters, sorts and counts by stands in one index,
-- so that a question reads that and not the rows. Indexes of one column would only tempt the planner away from it.
DROP INDEX events_by_day;
DROP INDEX events_by_country;
DROP INDEX events_by_type;
CREATE INDEX events_narrow ON events (
    date, id, status, type, country, killed, origins, outlets, confidence, reviewed, background, disputed, updated_at, place_id, lat, lon
);
-- The names of places stand in the row alone.
CREATE INDEX events_by_place_id ON events (place_id COLLATE NOCASE);
CREATE INDEX events_by_place_en ON events (json_extract(json, '$.place_en') COLLATE NOCASE);
CREATE INDEX events_by_place ON events (json_extract(json, '$.place') COLLATE NOCASE);
-- Articles are wider still.
CREATE INDEX articles_by_outlet ON articles (publisher, published);
CREATE INDEX reports_of_article ON reports (article, id);
CREATE INDEX articles_superseded ON articles (superseded_by) WHERE superseded_by IS NOT NULL;
