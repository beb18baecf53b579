"""What was picked in each question."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import and_, func, select

from app.assessment.items import PickTally
from app.assessment.models import Mark, Pick
from app.assessment.tallies.sample import Sample, answers, rest
from app.core.db import session

MOST_PICKS = 100
"""So many different picks of a question are counted, the most frequent first."""


def picks(
    sample: Sample, question_ids: Collection[str]
) -> dict[str, dict[str, dict[str, PickTally]]]:
    """What was picked in these questions: by question, then by pick, then by language."""
    picked = (
        answers(sample, Mark.question_id, Mark.language, Pick.pick, rest().label("r"))
        .join(
            Pick,
            and_(Pick.attempt_id == Mark.attempt_id, Pick.question_id == Mark.question_id),
        )
        .where(Mark.question_id.in_(question_ids))
        .subquery()
    )
    a = picked.c
    by_language = (
        select(
            a.question_id,
            a.pick,
            a.language,
            func.count().label("people"),
            func.count(a.r).label("paired"),
            func.sum(a.r).label("r"),
            func.sum(func.count()).over(partition_by=[a.question_id, a.pick]).label("total"),
        )
        .group_by(a.question_id, a.pick, a.language)
        .subquery()
    )
    b = by_language.c
    place = func.dense_rank().over(partition_by=b.question_id, order_by=[b.total.desc(), b.pick])
    ranked = select(by_language, place.label("place")).subquery()
    found = session.execute(
        select(ranked).where(ranked.c.place <= MOST_PICKS).order_by(ranked.c.place)
    )
    counted: dict[str, dict[str, dict[str, PickTally]]] = defaultdict(lambda: defaultdict(dict))
    for row in found:
        tally = PickTally(row.people, row.paired, row.r or 0)
        counted[row.question_id][row.pick][row.language] = tally
    return counted
