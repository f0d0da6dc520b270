-- name: add!
INSERT INTO report_media (report_id, kind, stage, staff_id, file_id, album, withheld, state, retry_at, created_at)
VALUES (:report_id, :kind, :stage, CAST(:staff_id AS BIGINT), :file_id, :album, :withheld, 'waiting', :now, :now);

-- name: of_album^
SELECT report_id, stage FROM report_media WHERE album = :album LIMIT 1;

-- name: of_report
SELECT id, report_id, kind, stage, file_id, withheld, state, path, tries, error FROM report_media WHERE report_id = :report_id ORDER BY id;

-- name: by_staff
SELECT id, report_id, kind, stage, file_id, withheld, state, path, tries, error FROM report_media WHERE staff_id = :person_id ORDER BY id;

-- name: of_case
-- Its own first; what became part of it as reports.parts finds it.
WITH RECURSIVE below (id) AS (
    SELECT id FROM reports WHERE merged_into = :case_id
    UNION
    SELECT r.id FROM reports r JOIN below b ON r.merged_into = b.id
)
SELECT id, report_id, kind, stage, file_id, withheld, state, path, tries, error FROM report_media
WHERE report_id = :case_id OR report_id IN (SELECT id FROM below)
ORDER BY CASE WHEN report_id = :case_id THEN 0 ELSE 1 END, id;

-- name: to_fetch
-- None is put off for a day: a time further ahead is that of a clock that was wrong.
SELECT id, report_id, kind, stage, file_id, withheld, state, path, tries, error FROM report_media
WHERE state = 'waiting' AND (retry_at <= :now OR retry_at > :now + 86400000000) AND CASE WHEN kind IN ('photo', 'document') THEN 0 ELSE 1 END = :recordings
ORDER BY retry_at, id LIMIT :limit;

-- name: waiting
SELECT id, report_id, kind, stage, file_id, withheld, state, path, tries, error FROM report_media WHERE state = 'waiting';

-- name: paths
SELECT path FROM report_media WHERE path IS NOT NULL UNION SELECT path FROM discarded_files;

-- name: kept$
UPDATE report_media SET state = 'kept', path = :path, bytes = :bytes WHERE id = :id
RETURNING id;

-- name: failed!
UPDATE report_media SET tries = tries + 1, retry_at = :retry_at, state = :state WHERE id = :id;

-- name: refused!
UPDATE report_media SET tries = tries + 1, state = 'refused', error = :error WHERE id = :id;

-- name: withhold_voices!
UPDATE report_media SET withheld = 1 WHERE report_id = :report_id AND kind IN ('voice', 'audio', 'video_note');
