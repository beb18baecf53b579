"""Creates the tables of: journal."""

import sqlalchemy as sa
from alembic import op

revision = "0002_journal"
down_revision = "0001_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=320), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=80), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["persons.id"], name=op.f("fk_journal_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_act"), ["act"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_at"), ["at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_at"))
        batch_op.drop_index(batch_op.f("ix_journal_actor_id"))
        batch_op.drop_index(batch_op.f("ix_journal_act"))

    op.drop_table("journal")
