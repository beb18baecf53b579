"""A course folder read into a document, or everything that is wrong with it."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Final

from pydantic import TypeAdapter, ValidationError

from app.core.errors import N_
from app.core.text import LANGUAGES, Localized
from app.courses import check, pictures
from app.courses.document.base import StableId
from app.courses.document.course import CourseDocument
from app.courses.layout import COURSE_FILE, MEDIA, REVIEW_NOTES, TEXTS, media_file, text_file, tidy
from app.courses.mending import NOWHERE, PAIR, mend, stand_in
from app.courses.nodes import Node, Problem, parse
from app.courses.schema import NOT_IN_THE_FILE, complaints, unknown_key

ROUNDS: Final = 5
FOLDER_NAME: Final[TypeAdapter[str]] = TypeAdapter(StableId)
TEXT_FILE: Final = re.compile(rf"{TEXTS}([^/]+)\.({'|'.join(LANGUAGES)})\.md")


def read(name: str, files: Mapping[str, bytes]) -> CourseDocument | list[Problem]:
    """The course in the folder `name`, or all its problems in the order of files and lines.

    `files` holds the content of every file by its path in the folder, with forward slashes.
    """
    folder = _Folder(files)
    try:
        FOLDER_NAME.validate_python(name)
    except ValidationError:
        message = N_("The folder “%(name)s” must be called with a-z, 0-9 and single hyphens only")
        folder.note(COURSE_FILE, 1, message, name=name)
    document = folder.document()
    return document if document and not folder.problems else folder.sorted_problems()


def as_written(files: Mapping[str, bytes]) -> CourseDocument | None:
    """What the files say, however much is to be mended in it; None if they are no course."""
    folder = _Folder(files)
    root = folder.course_file()
    document, left_out = folder.build(root) if root else (None, set())
    return None if left_out else document


def media(document: CourseDocument, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures of `document`, by name, out of the files from which it was read."""
    return {name: files[media_file(name)] for name in document.media}


class _Folder:
    """The files of a course while they are read; collects what is wrong with them."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.problems: list[Problem] = []
        self.used = {COURSE_FILE}
        self.without_text: set[str] = set()
        """Text files about whose words nothing can be said."""
        self.texts = {path: self.decode(path) for path in files if not path.startswith(MEDIA)}

    def note(self, file: str, line: int, message: str, **values: object) -> None:
        self.problems.append(Problem(file, line, message, values))

    def sorted_problems(self) -> list[Problem]:
        unique = {(p.file, p.line, p.text): p for p in self.problems}
        return sorted(unique.values(), key=lambda p: (p.file != COURSE_FILE, p.file, p.line))

    def decode(self, path: str) -> str:
        data = self.files[path]
        if len(data) > pictures.LARGEST:
            self.note(path, 1, N_("The file is larger than 2 MB: divide the course"))
            self.without_text.add(path)
            return ""
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.note(path, line, N_("The file is not UTF-8 here: save it as UTF-8"))
            text = data.decode("utf-8", errors="replace").replace("\ufffd", "?")
        if text.startswith("\ufeff"):
            self.note(path, 1, N_("The file begins with a byte order mark: save it without"))
        return text.lstrip("\ufeff")

    def document(self) -> CourseDocument | None:
        """The document; where course.yaml is broken, what could be read of it."""
        root = self.course_file()
        if root is None:
            self.check_texts_alone(self.files)
            self.check_media(self.files)
            return None
        document, mended = self.build(root)
        self.refuse_strays()
        if document:
            self.check(document, root, mended=mended)
            self.check_texts_alone(self.files.keys() - self.used)
        else:
            self.check_texts_alone(self.files)
        return document

    def build(self, root: Node) -> tuple[CourseDocument | None, set[str]]:
        """The document of course.yaml and all other files, and what was left out; no checks."""
        self.refuse_computed(root)
        self.add_texts(root)
        self.add_media(root)
        return self.validate(root)

    def course_file(self) -> Node | None:
        if COURSE_FILE not in self.files:
            self.note(
                COURSE_FILE, 1, N_("The file course.yaml is missing: a course begins with it")
            )
            return None
        if COURSE_FILE in self.without_text:
            return None
        root, problems = parse(self.texts[COURSE_FILE], COURSE_FILE)
        self.problems += problems
        return root

    def refuse_computed(self, root: Node) -> None:
        for key in NOT_IN_THE_FILE & set(root.mapping):
            self.problems.append(unknown_key(root, key))
            del root.mapping[key]

    def add_texts(self, root: Node) -> None:
        """Put the words of every `text` block in its place."""
        for node in list(root.walk()):
            if node.value_of("kind") != "text":
                continue
            name = node.mapping.get("id")
            if name is None or not isinstance(name.value, str):
                node.mapping["text"] = stand_in(PAIR)
                continue
            if "text" in node.mapping:
                message = N_(
                    "The words of a text stand in %(kk)s and %(ru)s: take “text” away here"
                )
                paths = {language: text_file(name.value, language) for language in LANGUAGES}
                self.note(COURSE_FILE, node.key_lines["text"], message, **paths)
            node.mapping["text"] = self.text(name.value, (COURSE_FILE, name.line))
        if notes := self.first_text_file(REVIEW_NOTES):
            root.mapping["review_notes"] = self.text(REVIEW_NOTES, (notes, 1))

    def first_text_file(self, name: str) -> str | None:
        paths = (text_file(name, language) for language in LANGUAGES)
        return next((path for path in paths if path in self.files), None)

    def text(self, name: str, wanted_by: tuple[str, int]) -> Node:
        """A text and its twin; a missing file is a problem of the place that wants it."""
        languages: dict[str, Node] = {}
        for language in LANGUAGES:
            path = text_file(name, language)
            self.used.add(path)
            if path not in self.files:
                self.without_text.add(path)
                message = N_("The file %(path)s is missing: add it with the words of this text")
                self.note(*wanted_by, message, path=path)
            content = self.texts.get(path, "")
            empty = content[: len(content) - len(content.lstrip(" \t\r\n"))].count("\n")
            languages[language] = Node(path, empty + 1, tidy(content), text_line=empty + 1)
        return Node(*wanted_by, languages)

    def add_media(self, root: Node) -> None:
        present = {
            name: hashlib.sha256(self.files[media_file(name)]).hexdigest()
            for name in sorted(_pictures(root))
            if media_file(name) in self.files
        }
        self.used |= set(map(media_file, present))
        if isinstance(root.value, dict):
            root.value["media"] = stand_in({**present})
        self.check_media(map(media_file, present))

    def check_media(self, paths: Iterable[str]) -> None:
        for path in paths:
            if path.startswith(MEDIA):
                name = path.removeprefix(MEDIA)
                for objection in pictures.objections(name, self.files[path]):
                    self.note(path, objection.line, objection.message, **objection.values)

    def refuse_strays(self) -> None:
        for path in self.files.keys() - self.used:
            if path.startswith(MEDIA):
                message = N_("Nothing names this picture: name it in course.yaml, or delete it")
            elif TEXT_FILE.fullmatch(path):
                message = N_(
                    "No text block has this id: add one to course.yaml, or delete the file"
                )
            else:
                message = N_("This file is no part of a course: delete it")
            self.note(path, 1, message)

    def validate(self, root: Node) -> tuple[CourseDocument | None, set[str]]:
        """The document, and the names of the keys and lists that were mended for it."""
        mended: set[str] = set()
        for attempt in range(ROUNDS):
            try:
                return CourseDocument.model_validate_json(json.dumps(root.data())), mended
            except ValidationError as error:
                found = list(complaints(error, root))
            if attempt == 0:
                self.problems += [complaint.problem for complaint in found]
            mended |= mend(root, found)
        return None, mended

    def check(self, document: CourseDocument, root: Node, *, mended: set[str]) -> None:
        for finding in check.problems(document):
            node = root.nearest(finding.path)
            is_in_doubt = not mended.isdisjoint(finding.rests_on)
            if node.file != NOWHERE and node.file not in self.without_text and not is_in_doubt:
                line = node.line if node.text_line is None else node.text_line + finding.line
                self.note(node.file, line, finding.message, **finding.values)

    def check_texts_alone(self, paths: Iterable[str]) -> None:
        """Check texts of which course.yaml says nothing."""
        names = {found[1] for path in paths if (found := TEXT_FILE.fullmatch(path))}
        for name in sorted(names):
            node = self.text(name, (self.first_text_file(name) or COURSE_FILE, 1))
            pair = Localized(**{key: str(item.value) for key, item in node.mapping.items()})
            for finding in (*check.pair(pair, ()), *check.texts(pair, ())):
                item = node.nearest(finding.path)
                if item.file not in self.without_text:
                    line = (item.text_line or 1) + finding.line
                    self.note(item.file, line, finding.message, **finding.values)


def _pictures(root: Node) -> set[str]:
    """The files that picture blocks and the scenes of scenarios name."""
    named = []
    for node in root.walk():
        match node.value_of("kind"):
            case "picture":
                named.append(node.value_of("file"))
            case "scenario" if "nodes" in node.mapping:
                named += [scene.value_of("picture") for scene in node.mapping["nodes"].items]
    return {name for name in named if isinstance(name, str)}
