from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.text import Localized
from app.courses import reading, writing
from app.courses.document.course import Objective
from tests.courses.samples import EXAMPLE, PNG, WORDS, courses, small


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
