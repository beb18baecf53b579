"""Moodle XML as Moodle writes it."""

import pytest

from app.exchange.report import Unreadable
from tests.exchange.taking import in_russian, one, read, refusal, remarks, sides

EXPORT = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category">
    <category><text>$course$/top/По умолчанию</text></category>
    <info format="moodle_auto_format"><text></text></info>
    <idnumber></idnumber>
  </question>

<!-- question: 101  -->
  <question type="multichoice">
    <name><text>Пост</text></name>
    <questiontext format="html">
      <text><![CDATA[<p dir="ltr" style="text-align: left;">Кто отвечает<br>за пост?</p>
<p>Один ответ.</p>]]></text>
    </questiontext>
    <generalfeedback format="html"><text>Правило 3</text></generalfeedback>
    <defaultgrade>1.0000000</defaultgrade>
    <penalty>0.3333333</penalty>
    <hidden>0</hidden>
    <idnumber>post-1</idnumber>
    <single>true</single>
    <shuffleanswers>true</shuffleanswers>
    <answernumbering>abc</answernumbering>
    <correctfeedback format="html"><text>Ваш ответ верный.</text></correctfeedback>
    <answer fraction="100" format="html">
      <text><![CDATA[<p>Дежурный</p>]]></text>
      <feedback format="html"><text>Да.</text></feedback>
    </answer>
    <answer fraction="0" format="html">
      <text>Врач</text>
      <feedback format="html"><text></text></feedback>
    </answer>
    <tags><tag><text>objective:o-two</text></tag><tag><text>shift</text></tag></tags>
  </question>
  <question type="truefalse">
    <questiontext format="html"><text>Небо синее</text></questiontext>
    <answer fraction="0" format="moodle_auto_format"><text>false</text>
      <feedback format="html"><text>Нет.</text></feedback></answer>
    <answer fraction="100" format="moodle_auto_format"><text>true</text>
      <feedback format="html"><text>Да.</text></feedback></answer>
  </question>
  <question type="shortanswer">
    <questiontext format="plain_text"><text>Столица?</text></questiontext>
    <usecase>0</usecase>
    <answer fraction="100" format="moodle_auto_format"><text>Астана</text></answer>
    <answer fraction="0" format="moodle_auto_format"><text>Алматы</text>
      <feedback format="html"><text>Прежняя столица</text></feedback></answer>
    <answer fraction="0" format="moodle_auto_format"><text>*</text>
      <feedback format="html"><text>Нет.</text></feedback></answer>
  </question>
  <question type="numerical">
    <questiontext format="html"><text>Сколько часов?</text></questiontext>
    <answer fraction="100"><text>12</text><tolerance>0.5</tolerance></answer>
    <unitgradingtype>0</unitgradingtype><showunits>3</showunits>
  </question>
  <question type="matching">
    <questiontext format="html"><text>Столицы</text></questiontext>
    <subquestion format="html"><text>Канада</text><answer><text>Оттава</text></answer></subquestion>
    <subquestion format="html"><text>Италия</text><answer><text>Рим</text></answer></subquestion>
    <subquestion format="html"><text></text><answer><text>Токио</text></answer></subquestion>
  </question>
  <question type="ordering">
    <questiontext format="html"><text>Порядок</text></questiontext>
    <layouttype>VERTICAL</layouttype>
    <answer fraction="1.0000000" format="html"><text>первое</text></answer>
    <answer fraction="2.0000000" format="html"><text>второе</text></answer>
    <answer fraction="3.0000000" format="html"><text>третье</text></answer>
  </question>
  <question type="essay">
    <questiontext format="html"><text>Опишите</text></questiontext>
    <responseformat>editor</responseformat><attachments>0</attachments>
    <graderinfo format="html"><text>Полнота и порядок</text></graderinfo>
  </question>
  <question type="cloze"><questiontext><text>{1:SA:=x}</text></questiontext></question>
</quiz>
"""


def test_every_kind_that_moodle_exports_is_read():
    reading = read(EXPORT)

    assert [taken.question.kind for taken in reading.taken] == [
        *("single-choice", "true-false", "short-answer", "number", "matching", "ordering", "open")
    ]
    choice, truth, short, number, matching, ordering, essay = (
        taken.question for taken in reading.taken
    )
    assert (choice.id, choice.objective, choice.tags) == ("post-1", "o-two", ["shift"])
    assert sides(choice.prompt) == in_russian("Кто отвечает\nза пост?\nОдин ответ.")
    assert [(o.text.ru, o.correct, o.feedback.ru) for o in choice.options] == [
        ("Дежурный", True, "Да."),
        ("Врач", False, ""),
    ]
    assert (truth.correct, truth.when_true.ru, truth.when_false.ru) == (True, "Да.", "Нет.")
    assert (short.accepted.ru, short.when_wrong.ru) == (["Астана"], "Нет.")
    assert (number.answer, number.tolerance) == (12, 0.5)
    assert [extra.text.ru for extra in matching.distractors] == ["Токио"]
    assert [item.text.ru for item in ordering.items] == ["первое", "второе", "третье"]
    assert essay.rubric[0].text.ru == "Полнота и порядок"
    (refused,) = reading.refused
    assert refused.line == EXPORT[: EXPORT.index("cloze")].count("\n") + 1
    assert refused.reason.values == {"kind": "cloze"}


def test_the_trainer_is_told_what_is_left_out():
    told = [
        [remark.message % remark.values for remark in taken.remarks] for taken in read(EXPORT).taken
    ]
    assert told[0][0] == "What is told about the answer as a whole is left out"
    assert told[2][0] == "Wrong answers with words of their own are left out"
    assert told[6][0] == "The rubric is one criterion with 10 points: write it anew"


def question(inner, kind="truefalse", text="Кто?"):
    return (
        f'<quiz>\n<question type="{kind}">\n<questiontext format="html">'
        f"<text>{text}</text></questiontext>\n{inner}</question></quiz>"
    )


TRUTH = (
    '<answer fraction="100"><text>true</text></answer>'
    '<answer fraction="0"><text>false</text></answer>'
)
NUMBER = '<answer fraction="100"><text>5</text></answer>'
SPANS = (
    '&lt;span lang="kk" class="multilang"&gt;Кім?&lt;/span&gt;'
    '&lt;span lang="ru" class="multilang"&gt;Кто?&lt;/span&gt;'
    '&lt;span lang="en" class="multilang"&gt;Who?&lt;/span&gt; (1)'
)


def test_both_ways_of_marking_languages_are_read():
    assert sides(one(question(TRUTH, text=SPANS)).prompt) == ("Кім? (1)", "Кто? (1)")
    assert "Left out: what is said in other languages (en)" in remarks(question(TRUTH, text=SPANS))
    marked = "&lt;p&gt;{mlang ru}Кто?{mlang}{ mlang KK }Кім?{mlang}&lt;/p&gt;"
    assert sides(one(question(TRUTH, text=marked)).prompt) == ("Кім?", "Кто?")


@pytest.mark.parametrize(
    ("inner", "kind", "line", "reason"),
    [
        (
            '<answer fraction="100"><text>x</text>\n<file name="a.png">AAAA</file></answer>',
            "shortanswer",
            5,
            "It holds a file; pictures and other files cannot be taken with a question",
        ),
        (
            "<usecase>1</usecase>" + NUMBER,
            "shortanswer",
            2,
            "Capitals make a difference in its answers; here they never do",
        ),
        (
            NUMBER
            + "<units><unit><multiplier>1</multiplier><unit_name>м</unit_name></unit></units>",
            "numerical",
            4,
            "The number has a unit: write it into the question",
        ),
        ("", "calculated", 2, "Questions of the kind “calculated” do not exist here"),
        ("", "description", 2, "Questions of the kind “description” do not exist here"),
        ("", "", 2, "Questions of the kind “” do not exist here"),
        ("", "truefalse", 2, "The answers are not “true” and “false”"),
        (TRUTH.replace('"0"', '"100"'), "truefalse", 2, "Either “true” or “false” must be right"),
        ('\n<answer fraction="x"/>', "multichoice", 5, "“x” is no share of the point"),
        (
            "<attachmentsrequired>1</attachmentsrequired>",
            "essay",
            2,
            "The answer is a file; here an answer is written",
        ),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_line_and_reason(inner, kind, line, reason):
    assert refusal(question(inner, kind)) == (line, reason)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("<quiz>\n<question>\n</quiz>", 3, "This is not valid XML from here on"),
        ("<quiz></quiz>", 1, "There is no question in the file"),
        ("<?xml version='1.0'?>\n<html/>", 2, "not Moodle's: its root is <html>, not <quiz>"),
        ("<quiz>&nbsp;</quiz>", 1, "This is not valid XML from here on"),
    ],
)
def test_a_broken_file_is_refused_as_a_whole_with_the_line(text, line, reason):
    with pytest.raises(Unreadable, match=reason) as refused:
        read(text)
    assert refused.value.line == line
