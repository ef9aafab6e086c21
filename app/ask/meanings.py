"""What a word means that a question asks for: of a list, in the report, of a theme, in full."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from app.ask.lexicon import NAME_KINDS
from app.ask.reading import Reading
from app.ask.reply import Part, View
from app.ask.sentences import fact_sentence
from app.ask.tables import WORD_LISTS, has_word_of, pattern_of
from app.ask.words import ARTICLES, stems
from app.evidence.queries import EVIDENCE_LISTS
from app.evidence.row_wording import MEANING, counted
from app.evidence.vocabulary import VOCABULARIES, WORD_FORM_KIND
from app.evidence.words import join_names

Meaning = tuple[set[str], Part]
"""The stems of a term, and what it means with the rows that say so."""


def of_words(reading: Reading, view: View) -> list[Meaning]:
    """What a word means that is asked for, or what each of two means."""
    term = pattern_of("term").match(reading.question.casefold().replace("’", "'"))
    meaning = _meaning(term[1], view, reading.lexicon.empty) if term else None
    return _set_apart(reading, view) or [m for m in [meaning] if m]


def _meaning(term: str, view: View, empty: frozenset[str]) -> Meaning | None:
    """The meaning of a term, or its full form; words that say little may stand beside a term."""
    stemmed = tuple(stem for stem in stems(term) if stem not in ARTICLES)
    forms = view.catalogue.same_forms.get(stemmed, ())
    # The long form of OBA is what has a meaning.
    meant = {*stems(max(forms, key=len))} if forms else {*stemmed}
    for meaning in (*_of_lists(), *_of_the_report(view), *_of_themes(view)):
        is_of_the_report = meaning[1].list == "programme"
        rest = meant - meaning[0]
        if meaning[0] <= meant and (not rest or (is_of_the_report and rest <= empty)):
            return meaning
    short = term.casefold()
    catalogue = view.catalogue
    names = (*catalogue.projects.labels.values(), *catalogue.projects.other_names)
    called = (*forms, *names, *catalogue.organisations.labels.values())
    full = [name for name in called if "".join(re.findall(r"\b\w", name.casefold())) == short]
    return ({*stemmed}, _told(f"{term.upper()} stands for {full[0]}.")) if full else None


def _told(text: str) -> Part:
    return Part(WHAT_IT_MEANS, text)


WHAT_IT_MEANS = "What it means"
_MODEL = {*stems("model")}


def _of_lists() -> Iterator[Meaning]:
    """The closed lists with their words, and the lists of rows."""
    for words in VOCABULARIES:
        if words is not WORD_FORM_KIND:
            labels = join_names([code.label for code in words.words])
            yield {*stems(words.title)}, _told(f"{words.title}: {labels}.")
            for code in words.words:
                text = f"{code.label} ({words.title.lower()}): {code.meaning}"
                yield {*stems(code.label)}, _told(text)
    for evidence_list in EVIDENCE_LISTS.values():
        yield (
            {*stems(evidence_list.title)},
            _told(f"{evidence_list.title}: {evidence_list.description}"),
        )


def _of_the_report(view: View) -> list[Meaning]:
    """What the report means by each of its words, the longest first."""
    part, meanings = view.part(WHAT_IT_MEANS, "programme"), []
    for row in part.rows:
        if str(row["fact"]).startswith(MEANING):
            defined = replace(part, lead=fact_sentence(row), rows=[row])
            name = {*stems(row["fact"].removeprefix(MEANING).replace("-", " "))}
            # ARC is a model, whether it is called one or not.
            meanings.append(((name - _MODEL) or name, defined))
    meanings.sort(key=lambda meaning: -len(meaning[0]))
    return meanings


def _of_themes(view: View) -> Iterator[Meaning]:
    part = view.part("The themes", "themes")
    labels = {row["theme_id"]: row for row in part.rows}
    named = [(row["label"], theme) for theme, row in labels.items()]
    for label, theme in (*named, *view.catalogue.theme_synonyms):
        row = labels[theme]
        under = "" if label == row["label"] else f', which is coded under "{row["label"]}"'
        text = f"{label[0].upper()}{label[1:]}{under}: {row['definition']}"
        met = f"It is met in {counted(row['project_count'], 'project')}."
        yield {*stems(label)}, replace(part, lead=f"{text} {met}", rows=[row])


def _set_apart(reading: Reading, view: View) -> list[Meaning]:
    """What each of several words means that a question sets apart, by what is theirs alone."""
    question, empty = {word.stem for word in reading.words}, reading.lexicon.empty
    if not has_word_of(reading.words, "apart") or reading.mentioned.of(*NAME_KINDS):
        return []
    meanings = _of_the_report(view)
    often = Counter(stem for stemmed, _ in meanings for stem in stemmed)
    meant = [m for m in meanings if any(often[stem] == 1 for stem in m[0] & question)]
    meant = meant or _of_these_alone(question - {*stems(" ".join(WORD_LISTS["apart"]))} - empty)
    return meant if len(meant) > 1 else []


def _of_these_alone(question: set[str]) -> list[Meaning]:
    """The words of lists that are all that is asked for: "a barrier and a facilitator"."""
    meant = [m for m in _of_lists() if m[0] <= question]
    return meant if set().union(*(term for term, _ in meant)) == question else []
