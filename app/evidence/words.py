"""Words as a search compares them: the same for the texts that are indexed and for a query."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from threading import Lock
from typing import Any

STOP_WORDS = {
    *("a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "did", "do", "does"),
    *("for", "from", "had", "has", "have", "how", "in", "into", "is", "it", "its", "of", "on"),
    *("or", "that", "the", "their", "them", "they", "this", "to", "was", "were", "what"),
    *("when", "where", "which", "who", "why", "will", "with"),
}
"""Words that every text has: a search passes over them, unless they stand in quotes."""

_CHARACTERS = str.maketrans(
    {
        # "Barnardo's" and "Barnardos" are one name to a reader, whichever apostrophe is typed.
        **dict.fromkeys("'`´’‘‛ʼʻʹ′", None),
        # Soft hyphens and characters without width: they come along when text is pasted.
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("/_", " "),
        "&": " and ",
    }
)
_UNTIDY = re.compile(r"[^a-zA-Z ,.:;()-]|[A-Z]{2}s|[Pp]er [Cc]ent", re.ASCII)
_PLURAL_OF_ACRONYM = re.compile(r"\b([A-Z]{2,})s\b")
_PER_CENT = re.compile(r"\bper cent\b", re.IGNORECASE)
_AMOUNTS = (
    (re.compile(r"(?<=\d),(?=\d{3}(?!\d))"), ""),
    (re.compile(r"£ ?(\d+(?:\.\d+)?) ?mn?\b", re.IGNORECASE), r"£\1-million"),
    (re.compile(r"£ ?(\d+(?:\.\d+)?) ?bn\b", re.IGNORECASE), r"\1-billion"),
    (re.compile(r"(\d) ?(million|billion)\b", re.IGNORECASE), r"\1-\2"),
    (re.compile(r"(\d) ?(?:%|percent\b)", re.IGNORECASE), r"\1-percent"),
)
"""An amount and its unit are written as one hyphenated word: "25 per cent", "25%" are the same."""

_PART = r"(?:\d+(?:\.\d+)+|[^\W_]+)"
_WORD, _HYPHENATED = re.compile(_PART), re.compile(f"{_PART}(?:-{_PART})+")

_SPOKEN = re.compile(r"\w+(?:[-'’‐‑\u00ad\u200b]\w+)*")

_AROUND = 90
"""Characters that are shown on either side of the first match."""

_BRITISH_OR_AMERICAN = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"(?<=[a-z]{2})([iy])z(?=(?:e[ds]?|ers?|ing|ations?|ational|able)$)", r"\1s"),
        (r"(?<=[a-z]{3})our(?=(?:s|ed|ing|al|ally|able|ably|ful|ite|ites|ers?|hoods?)?$)", "or"),
        (r"(?<=[a-z]{2}[bt])re(?=s?$)", "er"),
        (r"(?<=[a-z]{2}[bt])red$", "ered"),
        (r"amme(?=s?$)", "am"),
        (r"ogue(?=s?$)", "og"),
        (r"(?<=dg)ement", "ment"),
        (r"ll(?=ors?$)", "l"),
    )
)
"""Either spelling becomes one; what has no rule stands in `word_forms.csv`."""

_stemming = Lock()


def tidied(text: str) -> str:
    """A text with one kind of quote, hyphen and amount, without accents; its case is kept."""
    if not _UNTIDY.search(text):
        return text
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    text = _PLURAL_OF_ACRONYM.sub(r"\1", text.translate(_CHARACTERS))
    text = _PER_CENT.sub("percent", text)
    for pattern, amount in _AMOUNTS if re.search(r"\d", text) else ():
        text = pattern.sub(amount, text)
    return text.replace("%", " percent ")


def stems_in(text: str) -> tuple[str, ...]:
    return tuple(map(stem, words_in(tidied(text))[0]))


def words_in(tidy: str) -> tuple[list[str], list[str]]:
    """The words of a tidied text, and each hyphenated word run together."""
    plain = tidy.casefold()
    hyphenated = _HYPHENATED.findall(plain) if "-" in plain else []
    return _WORD.findall(plain), [word.replace("-", "") for word in hyphenated]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending, in one spelling: recruits, recruiting -> recruit."""
    for pattern, spelling in _BRITISH_OR_AMERICAN:
        word = pattern.sub(spelling, word)
    # The stemmer works in its own fields: two threads at once would mix their words.
    with _stemming:
        stemmed = str(_stemmer().stemWord(word))
    # Counselling leaves "counsell" and counseling "counsel".
    return stemmed[:-1] if len(stemmed) > 4 and stemmed.endswith("ll") else stemmed


@cache
def _stemmer() -> Any:
    # It brings every language, for which a start would wait.
    import snowballstemmer

    return snowballstemmer.stemmer("english")


def marks_of(text: str) -> str:
    """The stems of each word of a text, and where it stands: ` recruit :0,10 staff :11,16 `.

    They are made with the index: to stem each word anew takes most of the time of a search.
    """
    spoken = _SPOKEN.finditer(text)
    return "".join(f"{_stems(word.group())}:{word.start()},{word.end()}" for word in spoken) + " "


@lru_cache(maxsize=50_000)
def _stems(spoken: str) -> str:
    return "".join(f" {each}" for each in dict.fromkeys(map(stem, _parts(spoken)))) + " "


def _parts(spoken: str) -> list[str]:
    words, joined = words_in(tidied(spoken))
    return [*words, *joined]


def snippet(text: str, spans: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """The words round the first match, in pieces that match and that do not."""
    at = spans[0][0] if spans else 0
    start = text.rfind(" ", 0, at - _AROUND) + 1 if at > _AROUND else 0
    end = text.find(" ", at + 2 * _AROUND)
    end = len(text) if end < 0 else end
    segments = []
    for first, last in (span for span in spans if span[1] <= end):
        if start < first:
            segments.append({"text": text[start:first], "is_match": False})
        segments.append({"text": text[first:last], "is_match": True})
        start = last
    if start < end:
        segments.append({"text": text[start:end], "is_match": False})
    return segments


def pattern_of(stems: Iterable[str]) -> re.Pattern[str]:
    """Finds in marks where the words stand that have one of the stems."""
    any_of = "|".join(map(re.escape, sorted(stems))) or "(?!)"
    return re.compile(rf" (?:{any_of}) [^:]*:(\d+),(\d+)")


def matches(
    text: str, marks: str, pattern: re.Pattern[str], beginnings: tuple[str, ...] = ()
) -> list[tuple[int, int]]:
    """Positions of the words of a text that its marks have, or that begin as is sought."""
    spans = [(int(first), int(last)) for first, last in pattern.findall(marks)]
    if not beginnings:
        return spans
    begun = (
        word.span()
        for word in _SPOKEN.finditer(text)
        if any(part.startswith(beginnings) for part in _parts(word.group()))
    )
    return sorted({*spans, *begun})


def join_names(names: Sequence[str], joiner: str = "and") -> str:
    """Names in a row: "A", "A and B", "A, B and C"."""
    separator = "; " if any("," in name for name in names) else ", "
    return separator.join([*names[:-2], f" {joiner} ".join(names[-2:])]) if names else ""


def inside(label: str) -> str:
    """A label as it is written inside a sentence: names in it keep their capitals."""
    is_name = label[1:2].isupper() or label.startswith(_NAMES)
    return label if is_name else f"{label[:1].lower()}{label[1:]}"


_NAMES = ("London", "Ofsted")
"""Names with which labels begin."""
