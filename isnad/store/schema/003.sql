-- What waits to be judged: the same expressions as in isnad/store/tasks.py, else the indexes are of no use.
CREATE INDEX events_by_worth ON events (
    ((1 + 4.0 * coalesce(killed, 0) / (coalesce(killed, 0) + 10) + 2.0 * origins / (origins + 2) + min(disputed, 2)
    + coalesce(max(0.0, (substr(date, 1, 4) - 2000) / 50.0), 0)) * (CASE background WHEN 1 THEN 0.5 ELSE 1 END) * (1.05 - confidence + 0.25 * min(disputed, 2))) DESC, id
) WHERE reviewed != 'all';
CREATE INDEX links_doubtful ON links (abs(probability - 0.5), a, b) WHERE probability > 0.2 AND probability < 0.8;
