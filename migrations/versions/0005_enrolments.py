"""Creates the tables of: enrolments."""

import sqlalchemy as sa
from alembic import op

revision = "0005_enrolments"
down_revision = "0004_courses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "enrolments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assigned_by_id", sa.Integer(), nullable=True),
        sa.Column("assigned_unit_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("at_step", sa.String(length=60), nullable=True),
        sa.Column("at_block", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["assigned_by_id"],
            ["persons.id"],
            name=op.f("fk_enrolments_assigned_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["assigned_unit_id"],
            ["units.id"],
            name=op.f("fk_enrolments_assigned_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_enrolments_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_enrolments_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_enrolments_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
        sa.UniqueConstraint(
            "person_id",
            "course_id",
            "round",
            name=op.f("uq_enrolments_person_id_course_id_round"),
        ),
    )
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enrolments_assigned_by_id"), ["assigned_by_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_enrolments_assigned_unit_id"),
            ["assigned_unit_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_enrolments_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolments_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolments_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "step_results",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.String(length=60), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolments.id"],
            name=op.f("fk_step_results_enrolment_id"),
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "step_id", name=op.f("pk_step_results")),
    )


def downgrade() -> None:
    op.drop_table("step_results")
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrolments_edition_id"))
        batch_op.drop_index(batch_op.f("ix_enrolments_due_on"))
        batch_op.drop_index(batch_op.f("ix_enrolments_course_id"))
        batch_op.drop_index(batch_op.f("ix_enrolments_assigned_unit_id"))
        batch_op.drop_index(batch_op.f("ix_enrolments_assigned_by_id"))

    op.drop_table("enrolments")
