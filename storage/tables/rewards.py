"""What points buy: rewards, and the vouchers for which they are had."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Text

from storage.tables.columns import Big, ident, one_of, partial, table, time, unit, word

rewards = table(
    "rewards",
    # On offer to all who live in the unit or below it, until it is withdrawn. Given at the unit's service counter, or by a team of its.
    ident(),
    unit(on_delete="CASCADE", nullable=False),
    unit("partner_id", on_delete="SET NULL"),
    word("name"),
    word("name_en"),
    Column("price", Big, nullable=False),
    Column("stock", Big, comment="NULL: as many as are wanted"),
    Column("monthly", Integer, comment="how many a person may have in a month; NULL: as many as they like"),
    word("hours", nullable=True),
    time("withdrawn_at", nullable=True),
    CheckConstraint("price > 0", name="price"),
    CheckConstraint("stock >= 0", name="stock"),
    CheckConstraint("monthly > 0", name="monthly"),
    Index("ix_rewards_unit_id", "unit_id"),
    Index("ix_rewards_partner_id", "partner_id"),
)

vouchers = table(
    "vouchers",
    # Whose one is, only the account says that it was paid from, which is found by a keyed hash. The code, and whom to tell of its use, are
    # sealed, and forgotten as soon as it is good no more.
    ident(),
    Column("reward_id", Big, ForeignKey("rewards.id"), nullable=False),
    Column("account_id", Big, ForeignKey("accounts.id"), nullable=False),
    Column("operation", Text, nullable=False, unique=True, comment="what was asked for, so that it is had once"),
    Column("code_hash", Text, nullable=False, unique=True, comment="keyed hash"),
    Column("code", LargeBinary, comment="sealed"),
    Column("holder", LargeBinary, comment="sealed; whom to tell of its use"),
    Column("price", Big, nullable=False),
    word("state"),
    time("bought_at"),
    time("expires_at"),
    time("ended_at", nullable=True),
    one_of("state", "open", "used", "expired", "refunded"),
    CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended"),
    Index("ix_vouchers_account_id", "account_id", "id"),
    Index("ix_vouchers_reward_id", "reward_id"),
    partial("ix_vouchers_expires_at", "expires_at", where="state = 'open'"),
)
