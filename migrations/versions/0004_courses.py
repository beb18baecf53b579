"""Creates the tables of: courses."""

import sqlalchemy as sa
from alembic import op

revision = "0004_courses"
down_revision = "0003_sessions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "courses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sa.UniqueConstraint("code", name=op.f("uq_courses_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_courses_slug")),
    )
    op.create_table(
        "media_files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content_type", sa.String(length=40), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_media_files")),
    )
    op.create_table(
        "course_owners",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_course_owners_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_course_owners_person_id")
        ),
        sa.PrimaryKeyConstraint("course_id", "person_id", name=op.f("pk_course_owners")),
    )
    with op.batch_alter_table("course_owners", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_owners_person_id"), ["person_id"], unique=False)

    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_editions_course_id")),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["persons.id"],
            name=op.f("fk_editions_published_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("course_id", "number", name=op.f("uq_editions_course_id_number")),
    )
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_editions_published_by_id"), ["published_by_id"], unique=False
        )

    op.create_table(
        "drafts",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("based_on_id", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["editions.id"], name=op.f("fk_drafts_based_on_id")
        ),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_drafts_course_id")),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["persons.id"], name=op.f("fk_drafts_updated_by_id")
        ),
        sa.PrimaryKeyConstraint("course_id", name=op.f("pk_drafts")),
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_based_on_id"), ["based_on_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_drafts_updated_by_id"), ["updated_by_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drafts_updated_by_id"))
        batch_op.drop_index(batch_op.f("ix_drafts_based_on_id"))

    op.drop_table("drafts")
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_editions_published_by_id"))

    op.drop_table("editions")
    with op.batch_alter_table("course_owners", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_course_owners_person_id"))

    op.drop_table("course_owners")
    op.drop_table("media_files")
    op.drop_table("courses")
