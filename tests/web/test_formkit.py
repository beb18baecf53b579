"""Forms: one input per language, messages of our own."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField, StringField, TextAreaField

from app.core.text import Localized
from app.web.formkit import AtMost, BaseForm, LocalizedField, Required, error_list


class TitleForm(BaseForm):
    title = LocalizedField("Title", limit=20)
    note = LocalizedField("Note", long=True, required=False, limit=20)


class NameForm(BaseForm):
    name = StringField("Name", [Required(), AtMost(5)])


@pytest.fixture
def request_context(app, session):
    with app.test_request_context("/kk/", method="POST"):
        yield


def filled(**values: str) -> TitleForm:
    data = MultiDict({name.replace("__", "-"): value for name, value in values.items()})
    return TitleForm(data, meta={"csrf": False})


def test_an_author_writes_both_languages_in_one_field(request_context):
    form = filled(title__kk="Атауы", title__ru="Название")
    assert form.validate()
    assert form.title.data == Localized("Атауы", "Название")


def test_what_was_written_before_stands_in_the_inputs(request_context):
    form = TitleForm(title=Localized("Атауы", "Название"), meta={"csrf": False})
    assert form.title.form.kk.data == "Атауы"
    assert form.title.form.ru.data == "Название"
    assert form.title.data == Localized("Атауы", "Название")
    assert 'value="Атауы"' in str(form.title.form.kk())


def test_spaces_around_and_the_line_ends_of_windows_are_taken_away(request_context):
    form = filled(title__kk=" А ", title__ru="Б", note__kk="бір\r\nекі\r\n", note__ru="")
    assert form.title.data == Localized("А", "Б")
    assert form.note.data == Localized("бір\nекі", "")


@pytest.mark.parametrize("missing", ["kk", "ru"])
def test_a_missing_language_is_named(request_context, missing):
    form = filled(**{f"title__{code}": "" if code == missing else "x" for code in ("kk", "ru")})
    assert not form.validate()
    assert set(form.errors["title"]) == {missing}


def test_an_optional_text_may_stay_empty(request_context):
    assert filled(title__kk="А", title__ru="Б").validate()


def test_a_text_that_is_too_long_says_how_long_it_may_be(request_context):
    form = filled(title__kk="А" * 21, title__ru="Б")
    assert not form.validate()
    assert "20" in str(form.errors["title"]["kk"][0])


def test_each_input_says_its_language(request_context):
    form = filled()
    assert 'lang="kk"' in str(form.title.form.kk())
    assert 'lang="ru"' in str(form.title.form.ru())
    assert str(form.note.form.kk()).startswith("<textarea")


def test_a_new_form_is_empty_in_both_languages(app, session):
    with app.test_request_context("/kk/"):
        assert TitleForm().title.data == Localized("", "")


def test_a_form_knows_whether_something_is_wrong(request_context):
    form = NameForm(MultiDict({"name": "too long"}), meta={"csrf": False})
    assert not form.has_errors
    assert not form.validate()
    assert form.has_errors


def test_an_empty_field_and_a_long_one_have_our_own_words(request_context):
    empty = NameForm(MultiDict({"name": ""}), meta={"csrf": False})
    long = NameForm(MultiDict({"name": "123456"}), meta={"csrf": False})
    assert not empty.validate()
    assert not long.validate()
    assert "5" in str(long.errors["name"][0])
    assert "This field is required" not in str(empty.errors)


def test_a_form_without_its_token_is_refused(request_context):
    form = NameForm(MultiDict({"name": "x"}))
    assert not form.validate()


def test_all_messages_are_gathered_for_the_summary():
    errors = {"a": ["one"], "b": {"kk": ["two"], "ru": [["three"], {"x": ["four"]}]}}
    assert error_list(errors) == ["one", "two", "three", "four"]
    assert error_list({}) == []


def test_a_form_looks_for_no_translation_file_of_the_machine(app):
    with app.test_request_context("/kk/login"):
        form = BaseForm()
        assert form.meta.get_translations(form) is None


class CommentForm(BaseForm):
    comment = TextAreaField("Comment", [AtMost(10)], filters=[str.strip])
    password = PasswordField("Password")


def commented(text: str) -> CommentForm:
    data = MultiDict({"comment": text, "password": text})
    return CommentForm(data, meta={"csrf": False})


def test_a_character_that_no_database_keeps_is_left_out_of_a_text(request_context):
    form = commented(" жақ\x00сы ")
    assert form.validate()
    assert form.comment.data == "жақсы"
    assert form.password.data == " жақ\x00сы "


def test_the_end_of_a_line_counts_as_one_character(request_context):
    assert commented("бірін\r\nекі!").validate()
    assert not commented("бірін\r\nекі!!!").validate()
