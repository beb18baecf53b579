"""Word by word, nothing of either text is lost."""

from hypothesis import given
from hypothesis import strategies as st

from app.authoring.difference import Run, runs

prose = st.lists(st.sampled_from(["бір", "екі", "үш,", "\n\n", "  ", "төрт."]), max_size=25).map(
    " ".join
)


@given(prose | st.text(max_size=40), prose | st.text(max_size=40))
def test_both_texts_can_be_read_out_of_the_runs(old, new):
    found = runs(old, new)

    assert "".join(run.words for run in found if run.kind != "new") == old
    assert "".join(run.words for run in found if run.kind != "old") == new


def test_one_other_word_is_one_difference():
    assert runs("Сенім бостандығы шектелмейді.", "Сенім құқығы шектелмейді.") == [
        Run("same", "Сенім "),
        Run("old", "бостандығы "),
        Run("new", "құқығы "),
        Run("same", "шектелмейді."),
    ]


def test_equal_texts_do_not_differ():
    assert runs("Бір сөз", "Бір сөз") == [Run("same", "Бір сөз")]
    assert runs("", "") == []
