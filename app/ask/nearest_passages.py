"""What the sources say that is nearest to a question: passages, each said with whose it is."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from app.ask.answering import reply_of_parts
from app.ask.choosing import loose_subjects
from app.ask.conditions import not_mentioned
from app.ask.mentioned import FACETS, ROLES, SUBJECTS
from app.ask.parts import TRIED
from app.ask.passages import Passage, nearest
from app.ask.plans import filter_values, project_filters
from app.ask.reading import Reading
from app.ask.refusals import refuse_unclear, unless_a_figure_lacks
from app.ask.reply import Part, Reply, View, by_list, project_entries
from app.ask.sentences import claim, fact_sentence, figure, how_many, in_turn, short
from app.ask.tables import WORD_LISTS, has_word_of
from app.ask.thresholds import AS_NEAR, GAINS, NEAR_IN_ALL
from app.ask.words import positions_of
from app.evidence.answers import Row
from app.evidence.ordering import group_same_claims
from app.evidence.queries import EVIDENCE_LISTS, Query
from app.evidence.row_wording import event
from app.evidence.words import join_names

MOST_SAID = 5
LISTS = ("findings", "outcomes", "events")
BESIDE = 0.5
"""The share of the best score from which a passage is told beside others."""
MOST_NEAR, MOST_BESIDE, MOST_ADVISED = 8, 3, 2
NEAREST, NEAR_TO_ALL = "Nearest to all your words", 0.9
"""The heading of what stands beside an answer to some of the words, and the score from which."""


def answer_nearest_passages(
    reading: Reading, view: View, turned: Sequence[str] = ()
) -> Reply | None:
    """The passages nearest to the question; words that turn it round and were not read are told.

    Which projects did not do a thing is never answered with those that did.
    """
    narrowed = _narrowed(reading)
    is_of_a_kind = narrowed and "project" not in narrowed
    denials = [w for w in reading.loose_negatives if w.text in WORD_LISTS["auxiliary"]]
    if not is_of_a_kind:
        denials = [w for w in denials if w.text not in WORD_LISTS["able"] and w.wording in turned]
    if reading.is_for_projects and denials:
        return refuse_unclear(reading, view, [w.wording for w in denials])
    among = view.projects(narrowed) if narrowed else None
    passages = passages_of(reading, view, among)
    covered = [word for word in reading.content if passages and word.text not in passages[0].missed]
    if not passages or passages[0].rank < NEAR_IN_ALL or not (covered or reading.topics):
        return None
    best = passages[0].rank
    chosen = [p for p in passages if p.rank >= AS_NEAR * best and _is_with(p, passages[0])]
    if is_of_the_unnamed(reading, passages[0].rows):
        # Who is named beside one that the source does not name would be taken for it.
        chosen = [p for p in chosen if not p.projects]
    measured = {w.wording for m in reading.mentioned.of("measure") for w in m.words}
    if measured and measured <= {*missed(reading, chosen)}:
        # What was measured is the main thing asked: nothing else is near to it.
        return None
    rest = [p for p in passages if p not in chosen]
    advice = nearest(reading, view, ["recommendations"])[:MOST_ADVISED]
    more = [
        *_beside(chosen, rest),
        ("The report advises", [p for p in advice if p.rank >= BESIDE * best]),
    ]
    first = passages_part(chosen[:MOST_NEAR], _lead(reading, chosen, turned, view))
    reply = replied(reading, chosen, first, view, more)
    lists = {passage.name for passage in chosen}
    return unless_a_figure_lacks(reading, lists, missed(reading, chosen), reply)


def _lead(reading: Reading, chosen: Sequence[Passage], turned: Sequence[str], view: View) -> str:
    """A lead that says that these are only the nearest, what was not read, and whose they are."""
    first = "Nearest to what you asked: "
    if turned:
        words = join_names([f'"{word}"' for word in turned])
        first = f"What {words} asks for was not read here. {first}"
    if is_of_the_unnamed(reading, chosen[0].rows):
        first = f"The source does not name it. {first}"
    ids = list(dict.fromkeys(project for passage in chosen for project in passage.projects))
    if ids[1:]:
        first = f"{first.removesuffix(': ')} are {how_many(view.names(ids))}. "
    return first


def with_the_nearest(reply: Reply, reading: Reading, view: View) -> Reply:
    """The reply, and what is nearest to the whole question where some of its words were not read.

    It stands beside the answer, and is told only where the answer does not hold it.
    """
    passages = passages_of(reading, view, None) if reading.not_understood else []
    if not passages or passages[0].rank < NEAR_TO_ALL:
        return reply
    key = EVIDENCE_LISTS[passages[0].name].key
    shown = {row.get(key) for rows in by_list(reply.parts).values() for row in rows}
    if shown & {row[key] for row in passages[0].rows}:
        return reply
    return replace(reply, parts=(*reply.parts, beside(NEAREST, passages[:1], view)))


def _beside(
    chosen: Sequence[Passage], rest: Sequence[Passage]
) -> Iterator[tuple[str, Sequence[Passage]]]:
    """The passages beside the chosen ones, under headings: responses to them, and others near."""
    met = {row["finding_id"] for p in chosen for row in p.rows if "finding_id" in row}
    tried = [p for p in rest if p.first.get("responds_to") in met]
    near = [p for p in rest if p not in tried and p.rank >= BESIDE * chosen[0].rank]
    yield TRIED, tried[:MOST_BESIDE]
    yield "May also be of use", near[:MOST_BESIDE]


def is_of_the_unnamed(reading: Reading, rows: Sequence[Row]) -> bool:
    """Whether one council or project is asked for, and the nearest is of one that is not named."""
    return "one" in reading.kinds and rows[0].get("scope") == "unnamed"


def _is_with(passage: Passage, first: Passage) -> bool:
    """Whether a passage is of the same sub-theme as the first, and of projects if that is."""
    theme = first.first.get("theme_id")
    return bool(passage.first.get("theme_id") == theme and (theme or passage.name == first.name))


def _narrowed(reading: Reading) -> dict[str, tuple[str, ...]]:
    """What the projects are narrowed to, but for subjects that are only named in passing."""
    mentioned = reading.mentioned
    rest = mentioned.without({*loose_subjects(mentioned, reading.words, *SUBJECTS)})
    if not rest.of("project", *FACETS, *ROLES, "area"):
        return {}
    narrowed = filter_values(project_filters(replace(reading, mentioned=rest)))
    ids = mentioned.values("project")
    return {**narrowed, "project": tuple(ids)} if ids else narrowed


def passages_of(reading: Reading, view: View, among: Collection[str] | None) -> list[Passage]:
    """What the sources say, or say of some projects, the nearest to the question first."""
    is_figure, is_count = "figure" in reading.kinds, "count" in reading.mentioned.asks
    is_general, is_of_results = "general" in reading.kinds, "result" in reading.kinds
    # Who took something on is told by what projects set out to do as well.
    is_for_who = not has_word_of(reading.words, "not-for-who")
    is_for_who &= not (is_figure or is_count or is_general or reading.mentioned.is_measured)
    subject = reading.mentioned.values("focus")
    about = view.projects({"focus": subject}) if subject else []

    def gains(name: str, row: Row) -> float | None:
        if among is not None and row.get("project_id") not in among:
            return None
        gain = GAINS["figure"] * (is_figure and name == "outcomes")
        gain += GAINS["result"] * (is_of_results and name == "outcomes")
        gain += GAINS["polarity"] * bool(
            reading.polarity and row.get("polarity") == reading.polarity
        )
        gain += GAINS["named project"] * (bool(row.get("project_id")) and not is_general)
        gain += GAINS["general"] * (is_general and row.get("scope") == "programme")
        gain += GAINS["subject"] * (row.get("project_id") in about)
        return gain + GAINS["count"] * (is_count and name == "programme")

    lists = (*LISTS, *(["programme"] if among is None else []))
    lists += ("projects",) if is_for_who and not reading.mentioned.of("project") else ()
    return nearest(reading, view, lists, gains)


def replied(
    reading: Reading,
    chosen: Sequence[Passage],
    first: Part,
    view: View,
    more: Iterable[tuple[str, Sequence[Passage]]] = (),
) -> Reply:
    """The passages that are told, and under headings of their own those that stand beside them."""
    lists: dict[str, list[Row]] = {}
    for passage in chosen:
        lists.setdefault(passage.name, []).extend(passage.rows)
    parts = [Part("", "", query_of(name, rows, view), rows) for name, rows in lists.items()]
    parts[0] = replace(parts[0], lead=first.lead, row_text=first.row_text)
    parts += [beside(heading, passages, view) for heading, passages in more if passages]
    about = [row for rows in lists.values() for row in rows if row.get("project_id")]
    projects = project_entries(sorted({row["project_id"] for row in about}), view.catalogue, about)
    lost = missed(reading, chosen)
    unread = tuple(word for word in lost if word in reading.not_understood)
    read = replace(reading, not_understood=unread)
    reply = reply_of_parts(read, parts, view, projects=projects)
    untold = not_mentioned([word for word in lost if word not in unread])
    return replace(reply, notes=(*reply.notes, *untold))


def beside(heading: str, passages: Sequence[Passage], view: View) -> Part:
    name = passages[0].name
    rows = [row for p in passages if p.name == name for row in p.rows]
    query, kind = query_of(name, rows, view), "tried" if heading == TRIED else "near"
    return Part(heading, "", query, rows, passage_sentences(passages), kind, is_titled=True)


def passages_part(chosen: Sequence[Passage], first: str = "") -> Part:
    """The passages as the first part of an answer; claims are shown, figures are said first."""
    begin = passage_sentences(takewhile(lambda p: p.name != "findings", chosen))
    rest = passage_sentences(chosen).removeprefix(begin).strip()
    name = f"{short(chosen[0].first.get('project_name') or '')}: "
    begin = begin.removeprefix(name) if first.endswith(name) else begin
    return Part("", f"{first}{begin}".strip(), row_text=rest)


def missed(reading: Reading, chosen: Sequence[Passage]) -> tuple[str, ...]:
    """The words that tell something of which no passage holds anything."""
    words = frozenset.intersection(*(passage.missed for passage in chosen))
    subjects = positions_of(reading.mentioned.of(*SUBJECTS))
    left = (w for w in reading.content if w.text in words and w.position not in subjects)
    return tuple(dict.fromkeys(w.wording for w in left))


def passage_sentences(passages: Iterable[Passage]) -> str:
    """The passages in sentences; what is said alike of several projects is said once."""
    ids: set[str] = set()
    sentences: list[str] = []
    before: list[Row] = []
    for passage in passages:
        # What two sources tell alike is told once.
        rows = [r for r in passage.rows if not ids & {*(r.get("agrees_with") or ())}]
        ids.update(str(row.get("outcome_id") or row.get("finding_id")) for row in rows)
        if passage.name == "findings":
            sentences += in_turn(group_same_claims(rows)[:MOST_SAID], before)
        else:
            sentences += list(dict.fromkeys(map(SAYS[passage.name], rows)))[:MOST_SAID]
    return " ".join(dict.fromkeys(sentences))


def _aim(project: Row) -> str:
    summary = project["summary"]
    verb = "was " if summary.startswith("A ") else ""
    return f"{short(project['name'])} {verb}{summary[:1].lower()}{summary[1:]}"


SAYS: Mapping[str, Callable[[Row], str]] = {
    "findings": claim,
    "outcomes": figure,
    "events": event,
    "projects": _aim,
    "programme": fact_sentence,
    "recommendations": lambda row: str(row["text_summary"]),
    "audit-conditions": lambda row: str(row["text_summary"]),
}
"""How a row of each list is said in a sentence."""


def query_of(name: str, rows: Sequence[Row], view: View) -> Query:
    narrowed = {}
    for column, parameter in (("project_id", "project"), ("theme_id", "theme")):
        values = {str(row.get(column) or "") for row in rows}
        if all(values) and parameter in EVIDENCE_LISTS[name].parameters:
            narrowed[parameter] = values
    return view.query(name, narrowed)
