"""What a browser sends and shows while its person plays the small scenario."""

from app.core import db
from app.scenarios import queries

STORY = "/courses/stories/story"
REDIRECTS = {302, 303}


def run_of(enrolment_id, number=1):
    """The run as it is stored."""
    db.session.expire_all()
    return queries.run(enrolment_id, "story", number)


def decided(enrolment_id, number=1):
    """The choices of a run as they are stored."""
    return [move.choice_id for move in queries.moves(run_of(enrolment_id, number))]


def begin(player, **form):
    """Begin; gives the address of the run."""
    answer = player.post(f"{STORY}/begin", form)
    assert answer.status_code in REDIRECTS, answer.get_data(as_text=True)
    return answer.location


def decide(player, address, choice, *, number=None, **form):
    """Send the open situation's form with a choice; gives the answer."""
    number = number or len(player.see(address).parts("story-side__step")) + 1
    return player.post(address, {"number": number, "choice": choice} | form)


def play(player, address, choices, **form):
    """Decide one after another and give the address of what came of the last."""
    location = address
    for number, choice in enumerate(choices, start=1):
        answer = player.post(address, {"number": number, "choice": choice} | form)
        assert answer.status_code in REDIRECTS, answer.get_data(as_text=True)
        location = answer.location
    return location
