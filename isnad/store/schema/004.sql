-- The order in which the API lists reports.
CREATE INDEX reports_by_day ON reports (date, id);
