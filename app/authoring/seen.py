"""What stood in the inputs of a form when they were loaded, as short digests that it carries."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

LENGTH: Final = 12
ENTRY: Final = re.compile(rf"(?<!\S)(\S+):([0-9a-f]{{{LENGTH}}})(?!\S)")


def written(words: Mapping[str, str]) -> str:
    """The digests of these words, by the names of their inputs, as a form carries them."""
    return " ".join(f"{name}:{_digest(text)}" for name, text in words.items())


def untouched(seen: str, words: Mapping[str, str]) -> set[str]:
    """The inputs whose words are still those that were seen; none that `seen` does not tell."""
    loaded = dict(ENTRY.findall(seen))
    return {name for name, text in words.items() if loaded.get(name) == _digest(text)}


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:LENGTH]
