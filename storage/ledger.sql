-- name: of_owner^
SELECT id, kind, unit_id, balance FROM accounts WHERE owner = :owner;

-- name: of_unit^
SELECT id, kind, unit_id, balance FROM accounts WHERE kind = :kind AND unit_id = :unit_id;

-- name: of_kind^
SELECT id, kind, unit_id, balance FROM accounts WHERE kind = :kind AND owner IS NULL AND unit_id IS NULL ORDER BY id LIMIT 1;

-- name: by_id^
SELECT id, kind, unit_id, balance FROM accounts WHERE id = :account_id;

-- name: open^
INSERT INTO accounts (kind, owner, unit_id, balance) VALUES (:kind, :owner, CAST(:unit_id AS BIGINT), 0)
ON CONFLICT DO NOTHING RETURNING id, kind, unit_id, balance;

-- name: is_done$
SELECT id FROM transfers WHERE operation = :operation;

-- name: amount$
SELECT amount FROM transfers WHERE operation = :operation;

-- name: debit$
-- Never more than there is: the condition and the change are one.
UPDATE accounts SET balance = balance - :amount
WHERE id = :debit_id AND (kind = 'issue' OR balance >= :amount) RETURNING kind;

-- name: credit$
UPDATE accounts SET balance = balance + :amount WHERE id = :credit_id RETURNING kind;

-- name: add!
INSERT INTO transfers (operation, debit_id, credit_id, amount, reason, about, booked_at, expires_at)
VALUES (:operation, :debit_id, :credit_id, :amount, :reason, :about, :booked_at, :expires_at);

-- name: page
SELECT * FROM (
    SELECT id, -amount AS amount, reason, about, booked_at, expires_at FROM transfers
    WHERE debit_id = :account_id AND id < :before ORDER BY id DESC LIMIT :limit
) given
UNION ALL
SELECT * FROM (
    SELECT id, amount, reason, about, booked_at, expires_at FROM transfers
    WHERE credit_id = :account_id AND id < :before ORDER BY id DESC LIMIT :limit
) got
ORDER BY id DESC LIMIT :limit;

-- name: got_in
SELECT expires_at, CAST(SUM(amount) AS BIGINT) AS amount FROM transfers
WHERE credit_id = :account_id AND reason <> 'refunded' GROUP BY expires_at ORDER BY expires_at;

-- name: got_since$
SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM transfers
WHERE credit_id = :account_id AND reason = :reason AND booked_at >= :since;

-- name: gone$
-- What was refunded counts as not gone.
SELECT CAST(COALESCE(SUM(CASE WHEN debit_id = :account_id THEN amount ELSE -amount END), 0) AS BIGINT) FROM transfers
WHERE debit_id = :account_id OR (credit_id = :account_id AND reason = 'refunded');

-- name: with_expired
SELECT a.id, a.kind, a.unit_id, a.balance FROM accounts a
WHERE a.id > :after AND a.kind = 'person' AND a.balance > 0
  AND EXISTS (SELECT 1 FROM transfers t WHERE t.credit_id = a.id AND t.expires_at <= :now)
ORDER BY a.id LIMIT :limit;

-- name: disown!
UPDATE accounts SET owner = NULL WHERE owner = :owner;

-- name: unlink!
UPDATE transfers SET about = NULL WHERE about IS NOT NULL AND (debit_id = :account_id OR credit_id = :account_id);

-- name: forget
UPDATE transfers SET about = NULL WHERE id IN (
    SELECT id FROM transfers WHERE about IS NOT NULL AND booked_at < :before ORDER BY booked_at LIMIT :limit
) RETURNING id;

-- name: sum$
SELECT CAST(COALESCE(SUM(balance), 0) AS BIGINT) FROM accounts;

-- name: wrong
-- Accounts whose balance is not what their transfers come to.
SELECT a.id FROM accounts a
WHERE a.balance <> (SELECT COALESCE(SUM(t.amount), 0) FROM transfers t WHERE t.credit_id = a.id)
                 - (SELECT COALESCE(SUM(t.amount), 0) FROM transfers t WHERE t.debit_id = a.id)
ORDER BY a.id;
