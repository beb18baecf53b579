"""Sample data in both languages for the gallery of components."""

from dataclasses import dataclass
from datetime import date

from app.core.text import Localized

ALPHABET = "Ә ә Ғ ғ Қ қ Ң ң Ө ө Ұ ұ Ү ү Һ һ І і"

STATES = {
    "not-started": Localized("Басталмаған", "Не начато"),
    "in-progress": Localized("Орындалуда", "В процессе"),
    "done": Localized("Аяқталды", "Завершено"),
    "overdue": Localized("Мерзімі өткен", "Просрочено"),
    "due-soon": Localized("Мерзімі жақын", "Скоро срок"),
    "passed": Localized("Тапсырылды", "Сдано"),
    "failed": Localized("Тапсырылмады", "Не сдано"),
    "draft": Localized("Жоба нұсқа", "Черновик"),
    "published": Localized("Жарияланған", "Опубликовано"),
    "valid": Localized("Жарамды", "Действителен"),
    "expiring": Localized("Мерзімі аяқталуда", "Срок истекает"),
    "expired": Localized("Мерзімі аяқталған", "Срок истёк"),
    "revoked": Localized("Күші жойылған", "Аннулирован"),
}

COURSE = Localized(
    "Түрмеде зорлықшыл экстремизм мен радикалданудың алдын алу: негізгі курс",
    "Предупреждение насильственного экстремизма и радикализации "
    "в местах лишения свободы: базовый курс",
)
SUMMARY = Localized(
    "Сандарды адал оқу, ұғымдарды ажырату және адам құқықтарын қауіпсіздік негізі ретінде қолдану.",
    "Честно читать цифры, различать понятия и применять права человека как основу безопасности.",
)


@dataclass(frozen=True)
class Series:
    """A row of numbers of the sample chart."""

    label: Localized
    values: list[float]


@dataclass(frozen=True)
class Chart:
    """The same attributes as a chart block of a course."""

    id: str
    caption: Localized
    unit: Localized
    categories: list[Localized | str]
    series: list[Series]


@dataclass(frozen=True)
class Step:
    """A step as the course contents show it."""

    title: Localized
    minutes: int
    state: str
    address: str = "#course-nav"
    reason: Localized | str = ""
    is_current: bool = False

    @property
    def state_text(self) -> Localized:
        return STATES[self.state]


@dataclass(frozen=True)
class Module:
    """A module as the course contents show it."""

    title: Localized
    steps: list[Step]


@dataclass(frozen=True)
class Language:
    """A link of the language switch."""

    code: str
    name: str
    is_current: bool
    address: str = "#language-switch"


@dataclass(frozen=True)
class Row:
    """A line of the sample table."""

    person: str
    unit: Localized
    state: str
    due_on: date
    percent: float

    @property
    def state_text(self) -> Localized:
        return STATES[self.state]


@dataclass(frozen=True)
class Run:
    """Words that two versions share, or that only one of them has."""

    kind: str
    words: str


CHART = Chart(
    id="offences",
    caption=Localized(
        "Тіркелген экстремистік және террористік қылмыстық құқық бұзушылықтар, 2014–2016 жылдар",
        "Зарегистрированные экстремистские и террористические уголовные правонарушения, "
        "2014–2016 годы",
    ),
    unit=Localized("құқық бұзушылық саны", "число правонарушений"),
    categories=["2014", "2015", "2016"],
    series=[
        Series(Localized("Экстремизм", "Экстремизм"), [130, 193, 327]),
        Series(Localized("Терроризм", "Терроризм"), [24, 124, 227]),
    ],
)

SHARES = Chart(
    id="shares",
    caption=Localized("Аяқтағандар үлесі", "Доля завершивших"),
    unit=Localized("пайыз", "процент"),
    categories=[
        Localized("Қылмыстық-атқару жүйесі департаменті", "Департамент УИС"),
        Localized("№ 10 мекеме", "Учреждение № 10"),
        Localized("№ 14 мекеме", "Учреждение № 14"),
    ],
    series=[
        Series(Localized("Қаңтар", "Январь"), [39.1, 12, 55]),
        Series(Localized("Ақпан", "Февраль"), [48.5, 31, 60.2]),
        Series(Localized("Наурыз", "Март"), [61, 44.4, 72]),
        Series(Localized("Сәуір", "Апрель"), [78, 70, 91.5]),
    ],
)

MODULES = [
    Module(
        Localized("1-модуль. Форум және деректер", "Модуль 1. Форум и данные"),
        [
            Step(
                Localized(
                    "2017 жылғы ұлттық форум: неге қызметкердің біліктілігі шешуші?",
                    "Национальный форум 2017 года: почему решает компетентность персонала",
                ),
                8,
                "done",
            ),
            Step(
                Localized("Сандарды адал оқу", "Как честно читать цифры"),
                10,
                "in-progress",
                is_current=True,
            ),
            Step(
                Localized(
                    "Ұғымдар: радикалдану, зорлықшыл экстремизм, терроризм, сенім",
                    "Понятия: радикализация, насильственный экстремизм, терроризм, вера",
                ),
                9,
                "not-started",
            ),
            Step(
                Localized("1-модуль тесті", "Тест модуля 1"),
                15,
                "not-started",
                address="",
                reason=Localized(
                    "Мынадан кейін ашылады: модульдің барлық сабағы",
                    "Откроется после: все уроки модуля",
                ),
            ),
        ],
    ),
    Module(
        Localized(
            "2-модуль. Адам құқықтары – қауіпсіздік негізі",
            "Модуль 2. Права человека как основа безопасности",
        ),
        [
            Step(Localized("Тыйым салынған әрекеттер", "Запрещённые действия"), 9, "not-started"),
            Step(Localized("2-модуль тесті", "Тест модуля 2"), 15, "not-started"),
        ],
    ),
]

ROWS = [
    Row("Әбдірахманова Г. Қ.", Localized("Режим бөлімі", "Отдел режима"), "overdue",
        date(2026, 1, 15), 37.5),
    Row("Іңкәрбаев Ө. Һ.", Localized("Күзет бөлімі", "Отдел охраны"), "due-soon",
        date(2026, 2, 1), 62.5),
    Row("Сериков А. Б.", Localized("Тәрбие бөлімі", "Воспитательный отдел"), "done",
        date(2026, 2, 1), 100),
]  # fmt: skip

NOTES = [
    (
        "situation",
        Localized("Кезекшілік кезінде", "На дежурстве"),
        Localized(
            "Әріптесіңіз: «Мұнда 763 экстремист отыр», – дейді. Сіз не айтасыз?",
            "Коллега говорит: «У нас сидят 763 экстремиста». Что Вы ответите?",
        ),
    ),
    (
        "law",
        Localized("44-ереже", "Правило 44"),
        Localized(
            "Сенім бостандығын шектеу үшін заңды негіз, қажеттілік және мөлшерлестік керек.",
            "Для ограничения свободы вероисповедания нужны законное основание, необходимость "
            "и соразмерность.",
        ),
    ),
    (
        "mistake",
        Localized("Сенім мен зорлықты шатастыру", "Смешивать веру и насилие"),
        Localized(
            "Діни көзқарас зорлықты қолдаудың белгісі болып саналмайды.",
            "Религиозные взгляды не считаются признаком поддержки насилия.",
        ),
    ),
    (
        "action",
        Localized("Келесі ауысымда", "В следующую смену"),
        Localized(
            "Баянатта бағаны емес, көргеніңізді жазыңыз.",
            "Пишите в рапорте не оценку, а то, что Вы видели.",
        ),
    ),
    (
        "remark",
        Localized("Дерек туралы", "О данных"),
        Localized(
            "Сандар 2017 жылғы мамырдағы жағдай бойынша берілген.",
            "Цифры приведены на май 2017 года.",
        ),
    ),
]

NOTICES = [
    ("info", Localized("Курстың жаңа редакциясы шықты.", "Вышла новая редакция курса.")),
    ("success", Localized("Курс 14 қызметкерге тағайындалды.", "Курс назначен 14 сотрудникам.")),
    ("warning", Localized("Сеанс 2 минуттан кейін аяқталады.", "Сеанс закончится через 2 минуты.")),
    (
        "error",
        Localized(
            "Жауап сақталмады. Байланысты тексеріп, қайталап көріңіз.",
            "Ответ не сохранён. Проверьте связь и повторите попытку.",
        ),
    ),
]

RUNS = [
    Run("same", "Баянатта "),
    Run("old", "бағаны"),
    Run("new", "пікірді"),
    Run("same", " емес, көргеніңізді жазыңыз."),
]

MARKDOWN = Localized(
    "Баянатта бағаны емес, **көргеніңізді** жазыңыз.",
    "Пишите в рапорте не оценку, а то, что Вы **видели**.",
)


@dataclass(frozen=True)
class GraphBox:
    """A box of a scenario's drawing."""

    id: str
    left: int
    top: int
    lines: tuple[Localized, ...]
    width: int = 232

    @property
    def middle(self) -> int:
        return self.left + self.width // 2


@dataclass(frozen=True)
class GraphChip:
    """A choice in a scenario's drawing."""

    node_id: str
    choice_id: str
    number: int
    middle: int
    is_red_line: bool = False
    top: int = 86

    @property
    def left(self) -> int:
        return self.middle - 42


@dataclass(frozen=True)
class GraphLine:
    """A way in a scenario's drawing."""

    node_id: str
    choice_id: str
    path: str


GRAPH = {
    "width": 720,
    "height": 340,
    "nodes": [GraphBox("n1", 244, 0, (Localized("1. Дабыл", "1. Тревога"),))],
    "chips": [
        GraphChip("n1", "a", 1, 180),
        GraphChip("n1", "b", 2, 540, is_red_line=True),
    ],
    "lines": [
        GraphLine("n1", "a", "M360 58C360 72 180 72 180 86"),
        GraphLine("n1", "b", "M360 58C360 72 540 72 540 86"),
        GraphLine("n1", "a", "M180 116C180 144 360 144 360 172"),
    ],
    "end": GraphBox("", 244, 172, ()),
    "endings": [GraphBox("e1", 244, 252, (Localized("Өмір сақталды", "Жизни сохранены"),))],
}
GRAPH_SHARES = {("n1", "a"): 0.75, ("n1", "b"): 0.25}
GRAPH_LEVELS = {("n1", "a"): 4, ("n1", "b"): 2}
