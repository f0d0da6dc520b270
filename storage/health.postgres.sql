-- name: engine^
SELECT 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1) AS version,
    pg_database_size(current_database()) AS bytes;

-- name: unplanned
-- Tables of some size that nobody has analysed yet, as after a restore.
SELECT CAST(relname AS TEXT) AS name FROM pg_stat_user_tables
WHERE n_live_tup >= 1000 AND last_analyze IS NULL AND last_autoanalyze IS NULL
ORDER BY relname;

-- name: touch_disk!
-- An entry in the write-ahead log, in which nothing changes.
SELECT pg_logical_emit_message(true, 'shao', 'check');
