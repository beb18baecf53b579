from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.text import Localized
from app.courses import loader, reading, writing
from app.courses.document.course import Objective
from tests.courses.samples import EXAMPLE, PNG, README, WORDS, courses, small
from tests.documents import every_kind, quiz, small_course


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(courses())
def test_a_course_that_is_written_and_read_is_the_same_course_and_the_same_bytes(course):
    document, media = course
    files = writing.files(document, media)
    again = reading.as_written(files)

    assert again == document
    assert reading.media(again, files) == media
    assert writing.files(again, media) == files


@settings(max_examples=60, deadline=None)
@given(st.lists(st.builds(Localized, WORDS, WORDS), min_size=1, max_size=4))
def test_no_word_is_so_awkward_that_yaml_changes_it(pairs):
    example = reading.read("small", small())
    objectives = [Objective(id=f"o{number}", text=pair) for number, pair in enumerate(pairs)]
    document = example.model_copy(update={"objectives": objectives})

    assert reading.as_written(writing.files(document, {})) == document


def test_the_example_of_the_documentation_is_written_exactly_as_it_stands_there():
    document = reading.read("small", small())

    assert writing.course_yaml(document).decode() == EXAMPLE


def test_every_text_file_ends_with_one_line_feed_which_is_not_part_of_the_text():
    files = small(kk="\n\r\nБір.\r\n\r\nЕкі.  \n\n\n", ru="Раз.\n\nДва.")
    document = reading.read("small", files)
    text = document.steps[0].blocks[0].text

    assert (text.kk, text.ru) == ("Бір.\n\nЕкі.", "Раз.\n\nДва.")
    assert writing.files(document, {})["texts/dignity-text.kk.md"] == "Бір.\n\nЕкі.\n".encode()


def test_what_goes_without_saying_is_left_out():
    files = small(
        (
            "                feedback: {kk: Ереже",
            f"{' ' * 16}correct: false\n{' ' * 16}feedback: {{kk: Ереже",
        ),
        ("            sources: [mandela]\n", "            sources: []\n"),
        ("    address: https://adilet.zan.kz/rus/docs/O1500000005\n", '    address: ""\n'),
    )
    written = writing.course_yaml(reading.read("small", files)).decode()

    assert "correct: false" not in written
    assert "sources: []" not in written
    assert "address" not in written


def test_pictures_are_written_beside_the_texts():
    files = small(
        (
            "          - kind: sources\n",
            (
                "          - kind: picture\n            id: p\n            file: p.png\n"
                "            alt: {kk: а, ru: а}\n            caption: {kk: а, ru: а}\n"
                "          - kind: sources\n"
            ),
        ),
        **{"media/p.png": PNG},
    )
    document = reading.read("small", files)

    assert writing.files(document, {"p.png": PNG, "other.png": b""})["media/p.png"] == PNG
    assert "media/other.png" not in writing.files(document, {"p.png": PNG, "other.png": b""})


def test_the_courses_of_this_tree_are_written_exactly_as_they_stand():
    for found in loader.check(README.parent):
        files = writing.files(found.document, found.media)
        there = {name: (found.folder / name).read_bytes() for name in files}
        assert files == there, found.slug


def keys(question):
    """The keys of a question in the order in which they are written."""
    lines = writing.course_yaml(small_course(bank=[question])).decode().partition("bank:\n")[2]
    return [line[4:].partition(":")[0] for line in lines.splitlines() if line[4:5].isalpha()]


def test_what_only_one_kind_of_question_has_stands_between_prompt_and_explanation():
    told = {"tags": ["t"], "difficulty": "hard", "must_pass": True, "lesson": "first"}
    own = {
        question["kind"]: keys(question | told)[4:-6]
        for question in every_kind()
        if keys(question | told)[:4] == ["kind", "id", "objective", "prompt"]
        and keys(question | told)[-6:] == ["explanation", "sources", *told]
    }

    assert own == {
        "single-choice": ["options"],
        "multiple-choice": ["options"],
        "true-false": ["correct", "when_true", "when_false"],
        "matching": ["pairs", "distractors"],
        "ordering": ["items"],
        "sorting": ["categories", "items"],
        "short-answer": ["accepted", "when_right", "when_wrong"],
        "number": ["answer", "tolerance", "unit", "when_right", "when_wrong"],
        "open": ["rubric"],
    }


def test_the_pause_is_written_where_attempts_are_counted_and_only_there():
    def rules(**changes):
        steps = [quiz("q") | changes]
        module = {"id": "m", "title": {"kk": "М", "ru": "М"}, "objectives": [], "steps": steps}
        written = writing.course_yaml(small_course(modules=[module])).decode()
        known = ("pass_mark", "attempts", "pause_hours", "time_limit", "counts")
        keys = [line.strip().partition(":")[0] for line in written.splitlines()]
        return [key for key in keys if key in known]

    assert rules() == ["pass_mark", "attempts", "pause_hours"]
    assert rules(pass_mark=0, attempts=0) == []
    assert rules(pass_mark=0, attempts=0, pause_hours=48) == ["pause_hours"]
    assert rules(time_limit=20, counts="last")[-2:] == ["time_limit", "counts"]
