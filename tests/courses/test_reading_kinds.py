"""What is said of the values of questions and scenarios, and of those that are refused."""

from app.courses import reading
from tests.courses.samples import PNG, line_of, small, with_blocks
from tests.courses.test_reading import problems


def test_a_key_and_a_number_of_a_mapping_are_told_their_form():
    files = small(("changes: {trust: 1}", "changes: {Trust: 1, trust: many}"))

    line = line_of("changes: {Trust", files)
    assert problems(files) == [
        (
            f"course.yaml:{line}: “Trust” cannot be an id:"
            " use a-z, 0-9 and single hyphens, and begin with a letter"
        ),
        f"course.yaml:{line}: “trust” must be a whole number without quotation marks",
    ]


NUMBER = (
    *("- kind: check", "  id: c", "  question:", "    kind: number", "    id: q-number"),
    *("    objective: m1-dignity", "    prompt: {kk: а, ru: а}", "    answer: 5"),
    *("    tolerance: 1", "    when_right: {kk: а, ru: а}", "    when_wrong: {kk: а, ru: а}"),
    "    explanation: {kk: а, ru: а}",
)


def test_a_single_number_is_told_its_form():
    assert problems(with_blocks(*NUMBER)) == []
    for wrong in ('"5"', "5 сағат", "true"):
        files = with_blocks(*(line.replace("answer: 5", f"answer: {wrong}") for line in NUMBER))
        line = line_of("answer:", files)
        assert problems(files) == [
            (
                f"course.yaml:{line}: “answer” must be a number without quotation marks,"
                " with a decimal point"
            )
        ]


def test_a_tolerance_is_not_below_nothing():
    files = with_blocks(*(line.replace("tolerance: 1", "tolerance: -1") for line in NUMBER))

    line = line_of("tolerance:", files)
    assert problems(files) == [f"course.yaml:{line}: “tolerance” is -1: the least is 0"]


def test_a_scene_may_have_a_picture():
    where = "            choices:\n              - id: a\n                text: {kk: Өзін"
    picture = "            picture: gate.png\n            picture_alt: {kk: Қақпа, ru: Ворота}\n"
    files = small((where, picture + where))

    line = line_of("picture: gate.png", files)
    assert problems(files) == [
        f"course.yaml:{line}: There is no picture media/gate.png: add it, or name another"
    ]
    assert list(reading.read("small", files | {"media/gate.png": PNG}).media) == ["gate.png"]


def test_the_picture_of_a_scene_is_told_its_form():
    where = "            choices:\n              - id: a\n                text: {kk: Өзін"
    files = small((where, f"            picture: Bild 1.gif\n{where}"))

    assert "“Bild 1.gif” cannot be a picture" in problems(files)[0]


def test_a_story_that_was_refused_in_part_does_not_look_broken_elsewhere():
    feedback = "                feedback: {kk: Алдымен адам туралы ойладыңыз.,"
    assert (
        "“ru” is missing"
        in problems(
            small((f"{feedback} ru: Вы сначала подумали о человеке.}}", f"{feedback[:-1]}}}"))
        )[0]
    )
    files = small(
        (
            "                next: n2\n                sets",
            "                next: 5\n                sets",
        )
    )

    line = line_of("next: 5", files)
    assert problems(files) == [
        f"course.yaml:{line}: “next” must be a text: put it between double quotes"
    ]


def test_a_bank_that_was_refused_in_part_does_not_make_a_draw_look_too_large():
    files = small(("    correct: true\n    when_true", "    correct: yes\n    when_true"))

    line = line_of("correct: yes", files)
    assert problems(files) == [f"course.yaml:{line}: “correct” must be true or false"]


def test_other_words_are_still_read_where_a_word_of_a_choice_is_refused():
    files = small(
        ("consequence: {kk: Ол құлап түсті., ru: Он упал.}", "consequence: Он упал."),
        ("feedback: {kk: Бұл – адамды қорлау.,", "feedback: {kk: Бұл - адамды қорлау.,"),
    )

    assert [line.partition(": ")[2] for line in problems(files)] == [
        "“consequence” must be a pair: {kk: …, ru: …}",
        "A hyphen as a dash: write « – » instead",
    ]
