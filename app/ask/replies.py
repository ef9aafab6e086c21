"""A question -> its reply: the rows of queries that are shown, said in sentences."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from app.ask.advice import advice_parts
from app.ask.answering import compose_reply, reply_of_parts
from app.ask.apart import of_some_claims
from app.ask.comparing import answer_comparison, answer_ranking
from app.ask.conditions import not_kept_to, with_what_is_untold
from app.ask.effects import answer_effect, answer_projects_without
from app.ask.facts import answer_closing, answer_fact, answer_with_fixed_text
from app.ask.figures import answer_figure
from app.ask.lexicon import Lexicon, lexicon_of
from app.ask.mentioned import FACETS, SUBJECTS
from app.ask.methods import answer_method
from app.ask.named_projects import answer_named_places, answer_named_projects
from app.ask.nearest_passages import (
    answer_nearest_passages,
    is_of_the_unnamed,
    with_the_nearest,
)
from app.ask.passages import content_words
from app.ask.planning import plans
from app.ask.plans import Plan, of_claims_that_say, of_whole_places, query_of_plan
from app.ask.reach import answer_reach
from app.ask.reading import Reading, read
from app.ask.refusals import (
    is_vague,
    pronoun_in,
    refuse_empty,
    refuse_unanswerable,
    refuse_unclear,
    refuse_unmeasured,
)
from app.ask.reply import Part, Reply, View
from app.ask.tables import WORD_LISTS
from app.ask.thresholds import SURE_OF_PART
from app.ask.words import read_words
from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.queries import Query
from app.evidence.queries.sources import EVERY_SOURCE

MOST_PIECES = 8
FEWEST_UNREAD = 2
"""With at least this many words not understood, and half of all, the nearest passage is the answer.

At 1 the mean F1 was 0.852 of the tuning questions and 0.882 of the test questions.
"""
_BEGINS = "|".join(sorted(WORD_LISTS["begins-a-question"]))
_WHICH = "|".join(sorted(WORD_LISTS["begins-a-question"] - WORD_LISTS["whether"]))
_ENDS = re.compile(
    rf"(?<=\w\w)[.?!;]+\s+|,?\s+(?:and|but)\s+(?=(?:{_WHICH})\b)|,\s+(?=(?:{_WHICH})\b)",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\W*how many(?: \w+){1,2}\W*", re.IGNORECASE)
_ASKS = re.compile(rf"\W*(?:(?:and|but|so) )?(?:{_BEGINS})\b", re.IGNORECASE)


def ask(release: Release, question: str, source_query: Query = EVERY_SOURCE) -> Reply:
    """The reply to a question. The same question has the same reply in every release.

    Raises TooManyError where a release has too many findings to be read.
    """
    answers.ensure_readable(release)
    view, lexicon = View(release, source_query), lexicon_of(release.catalogue)
    pieces = _questions_in(question)
    replies = [_of_one(piece, lexicon, view) for piece in pieces if pieces[1:]]
    queries = {reply.query for reply in replies if reply.is_answered}
    if len(queries) < 2:
        return replace(_of_one(question, lexicon, view), question=question)
    whole = read(question, lexicon)
    subjects = [*whole.passing, *whole.mentioned.of(*SUBJECTS)]
    loose = [subject.wording for subject in subjects if subject.wording not in " ".join(pieces)]
    return _part_by_part(question, replies, loose)


def _of_one(question: str, lexicon: Lexicon, view: View) -> Reply:
    reading = of_whole_places(read(question, lexicon), view)
    reply = next(reply for answer in ANSWERERS if (reply := answer(reading, view)))
    return with_what_is_untold(reply, reading)


def _answer_with_advice(reading: Reading, view: View) -> Reply | None:
    """What is recommended, what helped others, and what to check first."""
    if "recommendations" not in reading.mentioned.asks:
        return None
    is_read = bool(reading.topics) or not (reading.not_understood or reading.mentioned.projects)
    parts = advice_parts(reading, view) if is_read else []
    return reply_of_parts(reading, parts, view) if parts else None


def _answer_from_plans(reading: Reading, view: View) -> Reply:
    tried: tuple[Plan, Query] | None = None
    reading = of_claims_that_say(reading, view)
    is_turned = reading.mentioned.denied or reading.amount
    is_half = FEWEST_UNREAD <= len(reading.not_understood) >= len(reading.content) / 2
    is_general = "general" in reading.kinds
    # Words that were not read say of what a figure is asked for.
    is_unread_figure = "figure" in reading.kinds and reading.not_understood and not reading.topics
    if not is_turned and (is_general or is_half or "one" in reading.kinds):
        near = answer_nearest_passages(reading, view)
        rows = near.parts[0].rows if near and near.is_answered else []
        if near and rows and (is_half or is_general or is_of_the_unnamed(reading, rows)):
            return near
    for plan in () if is_vague(reading) else plans(reading, view.catalogue):
        query = query_of_plan(plan, view)
        tried = tried or (query and (plan, query)) or None
        if query and (rows := view.rows(query)):
            if is_unread_figure and plan.list == "projects":
                break
            is_list = plan.list == "projects" and not is_turned
            if is_list and (some := of_some_claims(reading, query, rows, view)):
                return some
            without = answer_projects_without(reading, plan, rows, view)
            reply = without or compose_reply(reading, plan, query, rows, view)
            return with_the_nearest(reply, reading, view)
    if named := answer_named_places(reading, view) or refuse_unmeasured(reading, view):
        return named
    return _nothing_found(reading, tried, view)


def _nothing_found(reading: Reading, tried: tuple[Plan, Query] | None, view: View) -> Reply:
    """What is nearest, or that nothing is recorded, where no query finds anything."""
    is_sure = all(topic.score >= SURE_OF_PART for topic in reading.topics)
    is_known = tried and is_sure and not reading.not_understood
    is_turned = reading.mentioned.denied or reading.mentioned.of("without") or reading.amount
    near = None if is_turned else answer_nearest_passages(reading, view)
    if near and not is_known:
        return near
    refusal = refuse_empty(reading, tried, view)
    # What was done is no answer to who did not do it.
    is_told = near and near.is_answered and not reading.loose_negatives
    passages = near.answer if near and is_told else ""
    return replace(refusal, notes=tuple(filter(None, (*refusal.notes, passages))))


def _refuse_or_nearest(reading: Reading, view: View) -> Reply | None:
    """The nearest passages, with the words that turn the question round and were not read."""
    kinds = {m.values for m in reading.mentioned.of(*FACETS)}
    if "compare" in reading.kinds and len(kinds) > 1 and not reading.mentioned.denied:
        # When kinds of project are compared, the answer would cover only one of them.
        return refuse_unclear(reading, view, [m.wording for m in reading.mentioned.of(*FACETS)])
    if not (turned := reading.unread_sense_changers("advice", "share", "where")):
        return None
    words = tuple(dict.fromkeys(turned))
    is_counted = "share" in reading.kinds or any(word.isdecimal() for word in words)
    near = None if is_counted else answer_nearest_passages(reading, view, words)
    return near or refuse_unclear(reading, view, words)


ANSWERERS: tuple[Callable[[Reading, View], Reply | None], ...] = (
    # A closing is an event with its reasons: as a fact it would be told without these.
    answer_closing,
    # The most, or the count of each kind, is asked of many: of the whole only a total is told.
    answer_ranking,
    # To a command no evidence is an answer, nor what a word of it means.
    answer_with_fixed_text,
    # What a word means may be asked of words that the evidence does not hold.
    answer_fact,
    # Who goes back to another question, or asks of elsewhere, must not be told of all projects.
    refuse_unanswerable,
    # How many it reached is a number on record; the next two would tell what is near to it.
    answer_reach,
    # As a whole: the next would look for what is nearest to the words beside the names.
    answer_comparison,
    # Of a project its own sentences tell more than advice to all, and mislead less than a list.
    answer_named_projects,
    # What is quoted is looked up as it is: a plan would read it as a bound.
    answer_figure,
    # "How do we start without delays?": what turns other questions round is here what is wanted.
    _answer_with_advice,
    # The next two would answer as if the word that turns the question round were not there.
    _refuse_or_nearest,
    # That it was delayed is said of a claim; a list by themes would hold all who met the trouble.
    answer_effect,
    # The plans would answer with all that is said on the theme that the method belongs to.
    answer_method,
    # It always answers, if only with the reason why there is nothing to show.
    _answer_from_plans,
)
"""The functions that may answer, in turn; each comment says why one precedes the next."""


def _questions_in(question: str) -> list[str]:
    """The single questions in a text, without the statements between them.

    One that refers to another by a pronoun belongs to it. If there is only one: the whole text.
    """
    pieces: list[str] = []
    starts = [0, *(end.end() for end in _ENDS.finditer(question)), len(question)]
    for start, end in pairwise(starts):
        piece = question[start:end]
        goes_back = pronoun_in(_trimmed(piece))
        if not _ASKS.match(piece):
            continue
        if goes_back and not pieces:
            # It goes back to what is only said: nothing can be taken apart.
            return [question]
        if goes_back:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    is_several = 1 < len(pieces) <= MOST_PIECES
    # "Who was affected?" tells nothing without what is said before it, "how many?" what follows.
    is_several &= all(len(content_words(read_words(piece))) > 1 for piece in pieces)
    is_several &= not any(_HOW_MANY.fullmatch(piece) for piece in pieces)
    return [_trimmed(piece) for piece in pieces] if is_several else [question]


def _trimmed(piece: str) -> str:
    plain = re.sub(r"[\s,;.?]*(?:\b(?:and|but)\s*)?$", "", piece)
    return f"{plain[:1].upper()}{plain[1:]}?"


def _part_by_part(question: str, replies: list[Reply], loose: list[str]) -> Reply:
    """The replies to the pieces of a question as one, in their order."""
    first = next(reply for reply in replies if reply.is_answered)
    projects = {row["project_id"]: row for reply in reversed(replies) for row in reply.projects}
    return Reply(
        question,
        is_answered=True,
        parts=tuple(
            Part(
                reply.question,
                f"{reply.question} {reply.answer}",
                reply.query,
                reply.parts[0].rows if reply.parts else [],
            )
            for reply in replies
        ),
        notes=tuple(not_kept_to(loose)),
        query=first.query,
        understood=first.understood,
        not_understood=tuple(word for reply in replies for word in reply.not_understood),
        near=tuple(near for reply in replies for near in reply.near),
        projects=[projects[project_id] for project_id in sorted(projects)],
        pieces=_each_told_once(replies),
    )


def _each_told_once(replies: list[Reply]) -> tuple[Reply, ...]:
    """The replies under their questions; what stands beside one answer is not repeated."""
    rows: list[Row] = []
    pieces = []
    for reply in replies:
        first, *rest = reply.parts or [Part(lead=reply.answer)]
        fresh = [replace(part, rows=[r for r in part.rows if r not in rows]) for part in rest]
        parts = (replace(first, heading=reply.question), *(part for part in fresh if part.rows))
        pieces.append(replace(reply, parts=parts))
        rows += [row for part in parts for row in part.rows]
    return tuple(pieces)
