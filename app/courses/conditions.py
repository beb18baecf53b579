"""Whether what a scenario asks for has happened."""

from collections.abc import Collection, Mapping

from app.courses.document.scenarios import Condition


def holds(condition: Condition, flags: Collection[str], counters: Mapping[str, int]) -> bool:
    """Whether everything that `condition` asks for holds; without anything it always does.

    `counters` holds every counter of the scenario, with `score` and `red-lines` among them.
    """
    return (
        all(flag in flags for flag in condition.flags)
        and not any(flag in flags for flag in condition.without)
        and all(counters[name] >= least for name, least in condition.at_least.items())
        and all(counters[name] <= most for name, most in condition.at_most.items())
    )
