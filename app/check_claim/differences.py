"""Describes in words how a row differs from a claim: its figure, its scope, its certainty."""

import re
from collections.abc import Callable, Collection, Iterable

from app.check_claim.evidence import Statement
from app.check_claim.figures import POINTS, Figure
from app.check_claim.how_many import bears_out, projects_counted
from app.check_claim.order import addition_in, causes_in
from app.check_claim.sentences import CLAUSE, Sentence, sentence, terms_of
from app.check_claim.word_lists import ALL, FEW, POLAR, SCOPES, SOME, VAGUE, VALUED, WORDS
from app.evidence.row_wording import money, number
from app.evidence.words import STOP_WORDS, stem

MOST_TOLD = 3
"""So many figures or words are named at most."""
_IS_UNSURE = WORDS["denial"] | WORDS["perhaps"] | WORDS["reported"] | WORDS["speed-"]
"""Where a clause has one of these, it does not say that a thing was so."""
_SAYING_LITTLE = frozenset(STOP_WORDS.union(*WORDS.values()))
"""Words that a row need not have to say the same."""

_OF_WAY_OR_DEGREE = frozenset({"much", "far", "very", *POLAR, *WORDS["surely"]})

COMPARISON_IN_WORDS = "what it is: one group set against another, not a change"
EXCHANGED_IN_WORDS = (
    "the figure: it is swapped with that of the others",
    "the figures are swapped: each is what the evidence has of the other",
)


def in_words(difference: str, claim: Sentence, told: Statement, missing: Collection[str]) -> str:
    """One difference as a reader would be told of it; missing are words that the row has not."""
    if difference != "wording":
        return _TELLERS[difference](claim, told)
    if words := _words(claim, (word for word in missing if word not in _SAYING_LITTLE)):
        return f"it does not mention {words}"
    if claim.figures and not any(
        one.agrees(known) for one in claim.figures for known in told.figures
    ):
        return _figure(claim, told)
    alike = {word for word in claim.words if POLAR.get(word) in told.text.signs}
    if ways := _words(claim, _OF_WAY_OR_DEGREE.difference(told.text.words, alike)):
        return f"which way or how much: it does not say {ways}"
    return "only the words, as far as a computer can tell"


def _measure(claim: Sentence, told: Statement) -> str:
    row = told.row
    said = " or ".join(sorted(claim.measures - told.measures))
    each = f" per {told.per_whom}" if told.per_whom else ""
    counted = row.get("measure") or " and ".join(sorted(told.measures))
    if not counted:
        return f"what was counted: it does not mention {said}"
    return f"what was counted: {counted}{each}{f', not {said}' if said else ''}"


def what_it_is(claim: Sentence, told: Statement) -> str:
    """What a figure of a claim is, where the evidence has it: an estimate, one end of a range."""
    is_estimate = told.row.get("design") == "estimate" or "estimate" in told.text.plain
    for one in claim.figures:
        ends = {known.end for known in told.figures if one.is_end_of(known)}
        if ends:
            limits = [_told(known) for known in told.figures if known.end]
            kind = "an estimated range" if is_estimate else "a range"
            yearly = " a year" if "a year" in told.text.measures else ""
            return (
                f"{_told(one)} is the {ends.pop()} of {kind} of {' to '.join(limits[:2])}{yearly}"
            )
    return f"{_listed(claim.figures)} is an estimate" if is_estimate else ""


def _figure(claim: Sentence, told: Statement) -> str:
    if any(one.is_end_of(known) for one in claim.figures for known in told.figures):
        return f"the figure: {what_it_is(claim, told)}"
    said = [one for one in claim.figures if not any(map(one.agrees, told.figures))]
    pairs = ((one.value, {one.role, known.role}) for one in said for known in told.figures)
    turned = {value for value, roles in pairs if roles == {"from", "to"}}
    if said and all(one.value in turned for one in said):
        return "the figure: the evidence has the change the other way round"
    units = {one.unit for one in said}
    known = [one for one in told.figures if one.unit in units and one.bound != "derived"]
    if said:
        rest = f", the evidence has {_listed(known)}" if known else ", which it does not have"
        return f"the figure: you wrote {_listed(said)}{rest}"
    return "the figure: the evidence has it of something else"


def _scope(claim: Sentence, told: Statement) -> str:
    row = told.row
    others = {
        word
        for one in claim.figures
        if one.is_of_other_things(told.figures, one.counted)
        for word in claim.words
        if stem(word) in one.counted
    }
    measure = str(row.get("measure") or "")
    if others and (shares := [one for one in claim.figures if one.unit == "%"]):
        wrote = " or ".join(sorted(others))
        return f"of what: {_listed(shares)} of {row.get('population')}, not of {wrote}"
    if measure and others and others.isdisjoint(measure.split()):
        return f"what was counted: {measure}, not {' or '.join(sorted(others))}"
    counted, claimed = (projects_counted(one.numbered) for one in (told.text, claim))
    if counted and claimed and not bears_out(told.text.numbered, claim.numbered):
        return f"how many: you wrote “{claimed.written}”, the evidence says “{counted.written}”"
    if row.get("population") and (told.text.parts or told.list_name == "outcomes"):
        return f"of whom or where: the evidence is about {row['population']}"
    if told.text.parts - claim.parts - {"all"}:
        return "of whom or where: the evidence is about one of several"
    few = (one for one, n in SCOPES.items() if n not in {ALL, VAGUE})
    limits = rider(told) or _words(told.text, few) or " and ".join(limits_in_words(claim, told))
    whole = _words(claim, (one for one, n in SCOPES.items() if n == ALL))
    wrote = f"you wrote {whole}, " if whole else ""
    said = f"says {limits}" if limits else "does not say it of so many"
    return f"how many: {wrote}the evidence {said}"


def rider(told: Statement) -> str:
    """The part of a row or of its note that limits what it says, where that is a part alone."""
    for text in (told.text.text, told.more.text if told.list_name == "programme" else ""):
        parts = [one for one in re.split(r"[,;.](?: |$)", text) if one.strip()]
        for part in parts[text == told.text.text :]:
            if sentence(part).scopes & {FEW, SOME}:
                return f"“{part[0].lower()}{part[1:]}”"
    return ""


def _hedge(claim: Sentence, told: Statement) -> str:
    doubts, sure = _words(told.text, WORDS["perhaps"]), _words(claim, WORDS["surely"])
    wrote = f"you wrote {sure}" if sure else "you wrote it without"
    if doubts:
        return f"how sure: the evidence says {doubts}, {wrote}"
    if not sure and (hard := _words(told.text, WORDS["ease-"])):
        return f"how sure: the evidence says only {hard}"
    return "how sure: the evidence is less sure" + (f", {wrote}" if sure else "")


def is_opposite(claim: Sentence, told: Statement) -> bool:
    """Whether a row points the other way than a claim, or says outright what the claim denies."""
    return denies(claim, told) or any(
        ends and end not in ends
        for axis, end in claim.signs
        for ends in [{other for known, other in told.text.signs if known == axis}]
    )


def denies(claim: Sentence, told: Statement) -> bool:
    """Whether a claim says that something never was which a clause of a row says outright."""
    if not claim.is_denial or claim.figures:
        return False
    stems = {term.stem for term in claim.every_word if term.word not in WORDS["denial"]}
    clauses = (sentence(one) for text in told.text.plain.split(". ") for one in CLAUSE.split(text))
    return len(stems) > 1 and any(
        stems <= {term.stem for term in one.every_word} and _IS_UNSURE.isdisjoint(one.words)
        for one in clauses
    )


def nearest_sentences(own: Sentence, said: Sentence) -> list[Sentence]:
    """The sentences of a text that tell most of the claim: limits of the others do not apply."""
    texts = [sentence(one) for one in _STOP.split(own.text)]
    stems = {term.stem for term in said.terms}
    shared = [len(stems.intersection(term.stem for term in one.terms)) for one in texts]
    return [one for one, many in zip(texts, shared, strict=True) if 2 * many >= max(shared)]


def is_as_bad(claim: Sentence, told: Statement) -> bool:
    """Whether a claim and a row are both bad news, or both good news."""
    ends = {end for axis, end in claim.signs if axis in VALUED}
    return ends == {_ENDS.get(str(told.row.get("polarity")))}


def is_of_another_part(said: Sentence, own: Sentence) -> bool:
    """Whether a row is about one of several places, and a claim about another or about all."""
    limits = said.scopes & {FEW, SOME}
    is_wider = bool(own.parts) and "all" not in own.parts and not said.parts and not limits
    # A second borough is one of them too.
    is_any = said.parts & {"one", "another", "other"} and "all" not in own.parts
    is_other = bool(said.parts and own.parts) and said.parts.isdisjoint(own.parts)
    return is_wider or (is_other and not is_any)


def limits_in_words(claim: Sentence, told: Statement) -> list[str]:
    """The bounds and conditions that a row has and a claim drops, as a reader is told of them."""
    bounds = [
        _BOUNDS[known.bound]
        for one in claim.figures
        for known in told.text.figures
        if known.bound in _BOUNDS
        and _BOUNDS[known.bound].split()[-1] not in claim.words
        and one.bound[:1] != known.bound[:1]
        and (one.value, one.unit) == (known.value, known.unit)
    ]
    said = {term.stem for term in claim.terms}
    conditions = [
        match[0].strip()
        for match in _CONDITION.finditer(told.text.text)
        if said.isdisjoint(term.stem for term in terms_of(match[1].casefold()))
    ]
    return [f"“{one}”" for one in dict.fromkeys((*bounds, *conditions))]


def _direction(claim: Sentence, told: Statement) -> str:
    said, known = (_pointing(one) for one in (claim, told.text))
    for axis, (end, word) in said.items():
        other = known[axis][1] if axis in known and known[axis][0] != end else word
        if POLAR[word] != POLAR[other]:
            return f"which way it went: you wrote “{word}”, the evidence says “{other}”"
    change = str(told.row.get("direction_label") or "").lower()
    is_trouble = not is_opposite(claim, told) and told.row.get("polarity") == "barrier"
    says = "tells of a difficulty" if is_trouble else "says the opposite"
    says = f"has “{change}”" if change else says
    return f"which way it went: the evidence {says}"


def _other_project(claim: Sentence, told: Statement) -> str:
    name = told.row.get("project_name") or told.row.get("name")
    kind = what_it_is(claim, told) if claim.figures else ""
    return (
        f"the project: {kind} for {name}"
        if kind
        else f"the project: the evidence says this of {name}"
    )


def _addition(claim: Sentence, _told: Statement) -> str:
    added = addition_in(claim.typed or claim.text)
    what = f"“{added}”" if added else "the cause, the time or what else you add"
    cause = "that this was " if any(causes_in(sentence(added))) else ""
    return f"it says the rest, but {'no source says' if cause else 'not'} {cause}{what}"


_STOP = re.compile(r"(?<=[a-z]{2}[.;]) (?=[A-Z])")
_BOUNDS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}
_ENDS = {"barrier": "-", "facilitator": "+"}
_CONDITION = re.compile(r"(?<!, )\b(?:only )?(?:where|if|provided|unless|as long as) ([^.;]+)")
_UNITS = {"%": "%", POINTS: " percentage points", "months": " months", "": ""}
_TELLERS: dict[str, Callable[[Sentence, Statement], str]] = {
    "figure": _figure,
    "scope": _scope,
    "hedge": _hedge,
    "direction": _direction,
    "order": lambda *_: "the order: what led to what, or who did it, is the other way round",
    "measure": _measure,
    "project": _other_project,
    "addition": _addition,
}


def _words(text: Sentence, known: Iterable[str]) -> str:
    """Those of some words that a text has, in quotes."""
    wanted = frozenset(known)
    found = dict.fromkeys(word for word in text.words if word in wanted)
    return " and ".join(f"“{word}”" for word in [*found][:MOST_TOLD])


def _pointing(text: Sentence) -> dict[str, tuple[str, str]]:
    """For each axis the end that a text points to, and by which word of its own."""
    return {
        sign[:-1]: (sign[-1], term.word)
        for term in text.terms
        for sign in term.kinds
        if sign[-1] in "+-0" and term.word in text.words and term.word in POLAR
    }


def _listed(figures: Collection[Figure]) -> str:
    return " and ".join([*dict.fromkeys(map(_told, figures))][:MOST_TOLD])


def _told(figure: Figure) -> str:
    if figure.unit == "£":
        return money(figure.value)
    return f"{number(figure.value)}{_UNITS[figure.unit]}"
