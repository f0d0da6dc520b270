-- name: person^
SELECT telegram_id, name, language, created_at, consented_at, home_unit_id, home_asked_at, area, naming, voice_agreed_at,
    unreachable_at, heard
FROM people WHERE id = :person_id;

-- name: roles
SELECT role, unit_id, granted_via, granted_at, revoked_via, revoked_at FROM roles WHERE person_id = :person_id ORDER BY id;

-- name: invites
SELECT role, unit_id, uses_left, created_at, expires_at FROM invites WHERE created_by = :person_id ORDER BY created_at;

-- name: groups
SELECT kind, unit_id, bound_at FROM groups WHERE bound_by = :person_id OR added_by = :person_id ORDER BY id;

-- name: areas
SELECT unit_id, cell, said_at FROM areas WHERE said_by = :person_id ORDER BY said_at, cell;

-- name: notices
SELECT unit_id, words, people, state, created_at, ended_at FROM notices WHERE author_id = :person_id ORDER BY id;

-- name: drills
SELECT code, unit_id, kind, level, words, people, state, created_at, ended_at FROM drills WHERE author_id = :person_id ORDER BY id;

-- name: courses
SELECT unit_id, kind, title, created_at FROM courses WHERE author_id = :person_id ORDER BY id;

-- name: training
SELECT s.code, c.unit_id, c.kind, s.starts_at, e.state, e.since_at, e.confirmed_at
FROM enrolments e JOIN sessions s ON s.id = e.session_id JOIN courses c ON c.id = s.course_id
WHERE e.person_id = :person_id ORDER BY s.starts_at, s.id;

-- name: drill_copies
SELECT d.code, c.state, c.owed_at, c.answered_at FROM drill_copies c JOIN drills d ON d.id = c.drill_id
WHERE c.person_id = :person_id ORDER BY d.id;

-- name: digest
SELECT minute, had FROM digests WHERE person_id = :person_id;

-- name: worklist_view
SELECT scope, kind, unit_id, stand FROM worklist_views WHERE person_id = :person_id;

-- name: shifts
SELECT unit_id, days, begins, ends, number FROM shifts WHERE person_id = :person_id ORDER BY id;

-- name: deputises
SELECT unit_id, days, begins, ends FROM shifts WHERE deputy_id = :person_id ORDER BY id;

-- name: door_lists
SELECT unit_id, taken_at, closed_at FROM door_lists WHERE taken_by = :person_id ORDER BY id;

-- name: doors
SELECT result, at FROM doors WHERE person_id = :person_id ORDER BY list_id;

-- name: factor
SELECT confirmed_at FROM factors WHERE person_id = :person_id AND confirmed_at IS NOT NULL;

-- name: deeds
SELECT r.code, e.event, e.status, e.note, e.at FROM report_events e JOIN reports r ON r.id = e.report_id
WHERE e.staff_id = :person_id ORDER BY e.id;

-- name: held
SELECT code, status FROM reports WHERE holder_id = :person_id ORDER BY id;

-- name: updates
SELECT body, state, received_at FROM inbox WHERE lane = :lane AND body IS NOT NULL ORDER BY seq;

-- name: owed
SELECT payload, created_at FROM outbox WHERE chat = :chat AND settled_at IS NULL ORDER BY id;

-- name: editable$
SELECT COUNT(*) FROM slots WHERE chat = :chat;

-- name: glances
SELECT id, person, file_id FROM glances ORDER BY id;

-- name: whistles
SELECT kind, blown_at, ended_at FROM whistles WHERE staff_id = :person_id ORDER BY id;

-- name: summons
SELECT team_id, confirmed_at, arrived_at FROM summons WHERE confirmed_by = :person_id ORDER BY confirmed_at;

-- name: looker^
SELECT place, asked_on FROM lookers WHERE person_id = :person_id;

-- name: uses
SELECT what, times FROM uses WHERE who = :who ORDER BY what;

-- name: parcels
SELECT created_at, done_at FROM parcels WHERE chat = :chat ORDER BY id;

-- name: warned
SELECT a.event, a.serial, a.kind, a.level, c.state, c.rings, n.answer, n.at
FROM alert_copies c JOIN alerts a ON a.id = c.alert_id LEFT JOIN alert_answers n ON n.event = a.event AND n.person_id = c.person_id
WHERE c.person_id = :person_id ORDER BY a.id;

-- name: alerts
SELECT event, serial, message, kind, level, state, way, author_id = :person_id AS wrote, approver_id = :person_id AS approved,
    reviewer_id = :person_id AS reviewed, created_at, released_at
FROM alerts WHERE author_id = :person_id OR approver_id = :person_id OR reviewer_id = :person_id ORDER BY id;

-- name: roll_calls
SELECT unit_id, confirmed_at FROM roll_calls WHERE confirmed_by = :person_id ORDER BY confirmed_at;

-- name: standing
SELECT unit_id, kind, first_at, second_at FROM standing_alerts WHERE first_by = :person_id OR second_by = :person_id
ORDER BY unit_id, kind;
