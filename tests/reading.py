"""How old a reader must be for a text, by the formula of Flesch and Kincaid."""

import re

SCHOOL_BEGINS_AT = 5
_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$")
_VOWELS = re.compile(r"[aeiouy]{1,2}")


def reading_age(text: str) -> float:
    """The age in years at which the text is read with ease."""
    sentences = [part for part in _SENTENCE_END.split(text) if _WORD.search(part)]
    words = _WORD.findall(text)
    syllables = sum(map(_syllables, words))
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return grade + SCHOOL_BEGINS_AT


def _syllables(word: str) -> int:
    letters = re.sub("[^a-z]", "", word.lower())
    return max(1, len(_VOWELS.findall(_SILENT.sub("", letters.removeprefix("y")))))
