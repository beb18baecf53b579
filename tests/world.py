"""One small organisation everybody knows by name."""

from dataclasses import dataclass

from app.core.permissions import Role
from app.courses.models import Course
from app.people.models import Person, Unit
from tests import make


@dataclass
class World:
    """Aigerim learns in unit A, which Botagoz leads; Chingiz leads unit B, where Berik works;
    Dana writes courses and owns one; Yerlan administers.
    """

    top: Unit
    unit_a: Unit
    unit_b: Unit
    aigerim: Person
    botagoz: Person
    chingiz: Person
    berik: Person
    dana: Person
    yerlan: Person
    course: Course

    def people(self) -> dict[str, Person]:
        """One person for each role, by the role's name."""
        return {
            "learner": self.aigerim,
            "trainer": self.dana,
            "manager": self.botagoz,
            "administrator": self.yerlan,
        }


def build() -> World:
    top = make.unit("Комитет")
    unit_a, unit_b = make.unit("А бөлімі", under=top), make.unit("Б бөлімі", under=top)
    aigerim = make.person("Серікова", given_name="Айгерім", username="aigerim", unit=unit_a)
    botagoz = make.person("Әбенова", given_name="Ботагөз", username="botagoz", unit=unit_a)
    chingiz = make.person("Қасымов", given_name="Шыңғыс", username="chingiz", unit=unit_b)
    berik = make.person("Іңкәров", given_name="Берік", username="berik", unit=unit_b)
    dana = make.person("Ким", given_name="Дана", username="dana", unit=top)
    yerlan = make.person("Ермеков", given_name="Ерлан", username="yerlan", unit=top)
    make.role(botagoz, Role.MANAGER, over=unit_a)
    make.role(chingiz, Role.MANAGER, over=unit_b)
    make.role(dana, Role.TRAINER, over=top)
    make.role(yerlan, Role.ADMINISTRATOR, over=top)
    return World(
        top,
        unit_a,
        unit_b,
        aigerim,
        botagoz,
        chingiz,
        berik,
        dana,
        yerlan,
        make.course(owner=dana),
    )
