"""Creates the tables of: marks, picks, time credits, regrades; gives attempts a clock."""

import sqlalchemy as sa
from alembic import op

revision = "0008_assessment_results"
down_revision = "0007_certificates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "marks",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("points", sa.Double(), nullable=True),
        sa.Column("is_answered", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("key_edition_id", sa.Integer(), nullable=True),
        sa.Column("criteria", sa.JSON(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("marked_by_id", sa.Integer(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name=op.f("fk_marks_attempt_id")),
        sa.ForeignKeyConstraint(
            ["key_edition_id"], ["editions.id"], name=op.f("fk_marks_key_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["marked_by_id"], ["persons.id"], name=op.f("fk_marks_marked_by_id")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "question_id", name=op.f("pk_marks")),
    )
    with op.batch_alter_table("marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_marks_marked_by_id"), ["marked_by_id"], unique=False)
        batch_op.create_index("ix_marks_question_id", ["question_id"], unique=False)
        batch_op.create_index(
            "ix_marks_unmarked",
            ["attempt_id"],
            unique=False,
            sqlite_where=sa.text("points IS NULL"),
            postgresql_where=sa.text("points IS NULL"),
        )

    op.create_table(
        "picks",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("pick", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name=op.f("fk_picks_attempt_id")),
        sa.PrimaryKeyConstraint("attempt_id", "question_id", "pick", name=op.f("pk_picks")),
    )
    op.create_table(
        "time_credits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("extended", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_time_credits_attempt_id")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["persons.id"], name=op.f("fk_time_credits_given_by_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_time_credits_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_credits")),
        sa.UniqueConstraint("key", name=op.f("uq_time_credits_key")),
    )
    with op.batch_alter_table("time_credits", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_time_credits_attempt_id"), ["attempt_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_time_credits_given_by_id"), ["given_by_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_time_credits_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "regrades",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["applied_by_id"], ["persons.id"], name=op.f("fk_regrades_applied_by_id")
        ),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_regrades_course_id")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_regrades_edition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrades")),
    )
    with op.batch_alter_table("regrades", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_regrades_applied_by_id"), ["applied_by_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_regrades_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_regrades_edition_id"), ["edition_id"], unique=False)

    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("first_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE answers SET first_at = saved_at")
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.alter_column("first_at", nullable=False)

    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("purpose", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("extra_minutes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("closed_by", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("points", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("out_of", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("crossed", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE attempts SET purpose = 'module', extra_minutes = 0")
    op.execute(
        "UPDATE attempts SET closed_by = 'learner', marked_at = handed_in_at, crossed = '[]'"
        " WHERE handed_in_at IS NOT NULL"
    )
    # A receipt is made with the attempt now; those under way get a plain one.
    op.execute("UPDATE attempts SET receipt = 'A' || id WHERE receipt IS NULL")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.alter_column("purpose", nullable=False)
        batch_op.alter_column("extra_minutes", nullable=False)
        batch_op.alter_column("receipt", existing_type=sa.String(length=20), nullable=False)
        batch_op.create_index(
            "ix_attempts_handed_in_at_deadline_at", ["handed_in_at", "deadline_at"], unique=False
        )
        batch_op.create_index("ix_attempts_deadline_at", ["deadline_at"], unique=False)

    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reopened", sa.Integer(), nullable=True))
    op.execute("UPDATE enrolments SET reopened = 0")
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.alter_column("reopened", existing_type=sa.Integer(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.drop_column("reopened")

    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index("ix_attempts_deadline_at")
        batch_op.drop_index("ix_attempts_handed_in_at_deadline_at")
        batch_op.alter_column("receipt", existing_type=sa.String(length=20), nullable=True)
        batch_op.drop_column("marked_at")
        batch_op.drop_column("crossed")
        batch_op.drop_column("out_of")
        batch_op.drop_column("points")
        batch_op.drop_column("closed_by")
        batch_op.drop_column("heard_at")
        batch_op.drop_column("extra_minutes")
        batch_op.drop_column("deadline_at")
        batch_op.drop_column("purpose")
    op.execute("UPDATE attempts SET receipt = NULL WHERE handed_in_at IS NULL")

    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.drop_column("first_at")

    with op.batch_alter_table("regrades", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_regrades_edition_id"))
        batch_op.drop_index(batch_op.f("ix_regrades_course_id"))
        batch_op.drop_index(batch_op.f("ix_regrades_applied_by_id"))

    op.drop_table("regrades")
    with op.batch_alter_table("time_credits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_time_credits_unit_id"))
        batch_op.drop_index(batch_op.f("ix_time_credits_given_by_id"))
        batch_op.drop_index(batch_op.f("ix_time_credits_attempt_id"))

    op.drop_table("time_credits")
    op.drop_table("picks")
    with op.batch_alter_table("marks", schema=None) as batch_op:
        batch_op.drop_index("ix_marks_unmarked")
        batch_op.drop_index("ix_marks_question_id")
        batch_op.drop_index(batch_op.f("ix_marks_marked_by_id"))

    op.drop_table("marks")
