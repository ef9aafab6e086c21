"""The verdict on a claim, from the rows that are near it."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import replace

from app.check_claim.candidates import candidate_rows, nearest_rows
from app.check_claim.differences import is_opposite
from app.check_claim.drafts import is_of_the_last, sentences_of
from app.check_claim.evidence import Evidence
from app.check_claim.facts import (
    facts_of,
    follows,
    is_of_programme,
    main_part,
    parts_of,
    points_apart,
    things_in,
)
from app.check_claim.heard import LEAST_OF_REST, ClaimScores
from app.check_claim.matches import (
    ADDITION,
    LEAST_ELSEWHERE,
    LEAST_TO_DIFFER,
    NEARER,
    SURELY_NOT,
    Match,
    matches_of,
)
from app.check_claim.order import addition_in
from app.check_claim.proofs import first_of, proofs_of, with_figures
from app.check_claim.signals import signals_of
from app.check_claim.verdicts import Check, Verdict, of_draft
from app.check_claim.word_lists import WORDS

MAX_PROOFS = 2
HARDLY_TOLD, PLAINLY_TOLD = 0.55, 0.9
"""So little of a thing that is listed is no more told, and so much is told."""
SURE = 0.5
"""So surely a row says a claim where a nearer one says the opposite."""
_ROLES = frozenset({"=staff"})
"""Groups of words for people in different roles: who tells of one tells of no other."""
_NEVER = frozenset({"never", "no", "nobody", "none", "nothing", "nowhere"})


def check_claim(claim: str, evidence: Evidence, project: str | None = None) -> Check:
    """The verdict on a claim; with a project it is taken to be about that one."""
    about = {project} if project else set()
    sentences = sentences_of(claim)
    if len(sentences) == 1:
        return _judged(claim, evidence, about).in_full()
    each: dict[str, Check] = {}
    last: Collection[str] = about
    for one in sentences:
        wholes = [last] if is_of_the_last(one) else [about, last]
        checked = [_judged(one, evidence, {*whole}).in_full() for whole in wholes]
        each[one] = max(checked, key=lambda check: check.verdict == "supported")
        last = each[one].projects or last
    return of_draft(each)


def _judged(claim: str, evidence: Evidence, about: Set[str]) -> Check:
    checked = _checked(claim, evidence, about)
    if checked.verdict != "supported":
        parted = _part_by_part(parts_of(claim), evidence, checked)
        return _but_for_addition(claim, evidence, checked) if parted is checked else parted
    scores = evidence.score_claim(evidence.read(claim)[0], checked.projects)
    rows = [number for match in checked.matches for number in evidence.around(match.key)]
    main = main_part(claim)
    is_sure = scores.said.marks.isdisjoint(WORDS["perhaps"])
    if main and is_sure and scores.tells(evidence.read(main)[0].terms, rows) < PLAINLY_TOLD:
        # What stood in the way of a thing does not show that the thing was done.
        done = _checked(main, evidence, checked.projects if len(checked.projects) == 1 else about)
        return checked if done.verdict == "supported" else replace(done, verdict="not-found")
    whole = _part_by_part([claim], evidence, checked)
    if whole.verdict != "supported":
        return whole
    for thing in things_in(claim):
        much = _told_of(thing.text, evidence, scores, rows)
        if much >= (LEAST_OF_REST if thing.is_fact else PLAINLY_TOLD):
            continue
        alone = _checked(thing.instead, evidence, whole.projects)
        if much < HARDLY_TOLD or alone.verdict != "supported":
            # A claim that lists things is so in part where one of them is told by no row.
            verdict = "not-found" if alone.verdict == "supported" else alone.verdict
            parts = {thing.rest: whole, f"… and {thing.text}": replace(alone, verdict=verdict)}
            return replace(whole, verdict="in-part", parts=parts)
    return whole


def _but_for_addition(claim: str, evidence: Evidence, whole: Check) -> Check:
    """A claim of which rows support all but the cause, the time or the deed that it adds."""
    added = addition_in(claim)
    if not added or whole.verdict != "not-found" or whole.in_full().verdict != "not-found":
        return whole
    rest = _checked(claim.replace(added, ""), evidence, whole.projects)
    if rest.verdict != "supported":
        return whole
    said, _ = evidence.read(claim)
    rows = [
        replace(one, claim=said, score=SURELY_NOT, differences=(ADDITION,)) for one in rest.matches
    ]
    return replace(whole, matches=rows)


def _told_of(thing: str, evidence: Evidence, scores: ClaimScores, rows: Sequence[int]) -> float:
    """How much of a thing the rows, or readers, tell: from 0 to 1.

    Where "staff and social workers" are claimed, rows on staff tell of no social workers.
    """
    terms = evidence.read(thing)[0].terms
    others = {kind for one in scores.said.terms if one not in terms for kind in one.kinds} | _ROLES
    words = {word for number in rows for word in evidence.statements[number].words}
    is_other = any(
        kind[0] == "=" and one.stem not in words | {kind[1:]}
        for one in terms
        for kind in one.kinds & others
    )
    return 0 if is_other else scores.tells(terms, rows)


def _part_by_part(sentences: Iterable[str], evidence: Evidence, whole: Check) -> Check:
    """A claim of several facts: where each is supported by rows of its own, all is; where rows
    show that one is otherwise, so is the claim.
    """
    parts = [part for one in sentences for part in facts_of(one)]
    is_whole = whole.verdict == "supported"
    is_turned = "order" in whole.differences or any(one.is_exchanged for one in whole.matches)
    if len(parts) == 1 or is_turned:
        return whole
    about = {part: evidence.read(part)[1] or whole.projects for part in parts}
    each = {part: _checked(part, evidence, about[part]) for part in parts}
    rest = [part for part, one in each.items() if one.verdict != "supported"]
    if whole.verdict == "differs" and len(rest) == 1 and each[rest[0]].verdict != "differs":
        # Where one half of what differs is supported, the other is what differs.
        each |= {rest[0]: whole}
    verdicts = {one.verdict for one in each.values()}
    told = [match for one in each.values() for match in one.matches[:MAX_PROOFS]]
    if not is_whole and any(follows(one) and each[one].verdict != "differs" for one in parts):
        return whole
    wrong = [one for one in each.values() if one.verdict == "differs"]
    if is_whole:
        # Of what is told without a figure, a part alone may say more than was meant.
        wrong = [one for one in wrong if _is_plainly_wrong(one.matches[0])]
        proofs = [*whole.matches, *(match for match in told if match.says_it)]
        signs = {sign for one in proofs for sign in evidence.signs_of(one.key)}
        untold = {part for part in parts if points_apart(evidence.read(part)[0], signs)}
        if untold and not wrong:
            nothing = Check("not-found", whole.projects)
            each = {part: nothing if part in untold else whole for part in parts}
            return replace(whole, verdict="in-part", parts=each)
    if verdicts == {"supported"}:
        return Check("supported", whole.projects, whole.matches if is_whole else told)
    if "supported" not in verdicts or (is_whole and not wrong):
        return whole
    told.sort(key=lambda match: match.says_it)
    return Check("differs" if wrong else whole.verdict, whole.projects, told, each)


def _is_plainly_wrong(match: Match) -> bool:
    """Whether a row has other figures than a part of a claim, or plainly went another way."""
    is_unchanged = match.row.get("direction") == "no-change"
    is_far_off = "direction" not in match.differences or match.near < LEAST_ELSEWHERE
    is_other_way = is_unchanged or is_opposite(match.claim, match.statement)
    return bool(match.claim.figures) or (is_other_way and not is_far_off)


def _checked(claim: str, evidence: Evidence, about: Collection[str]) -> Check:
    beside = candidate_rows(claim, evidence, about)
    about, scores = beside.projects, beside.scores
    if scores is None:
        return Check("not-found", about)
    pools = {one: matches_of(evidence, scores, pool) for one, pool in beside.pools.items()}
    rows = [match for pool in pools.values() for match in pool]
    told = [match for match in rows if match.says_it]
    turned = [match for match in rows if "direction" in match.differences]
    nearest = max((match.near for match in turned), default=0)
    # What only just says it does not stand against a nearer row that says the opposite.
    if about and told and all(one.score < SURE and one.near < nearest for one in told):
        return Check("differs", about, first_of(turned))
    borne_out = {
        one: [match for match in told if match in pool or one in match.statement.projects]
        for one, pool in pools.items()
    }
    # What a reader told of just these projects together, one of their rows may bear out for all.
    if (told and scores.readers.is_told) or all(borne_out.values()):
        proofs = [*proofs_of(pools.values())]
        return Check(
            "supported", about, first_of((*proofs, *with_figures(evidence, scores, proofs)))
        )
    if (contrary := _contrary(rows)) and about:
        return Check("differs", about, first_of(contrary))
    if told:
        names = {evidence.name_in(claim, one): rows for one, rows in borne_out.items()}
        found = _of_some(about, names)
    else:
        found = _elsewhere(evidence, scores, about, rows)
    if contrary and found.verdict != "supported":
        return Check("differs", about, first_of(contrary))
    return found


def _of_some(about: Sequence[str], told: Mapping[str, Sequence[Match]]) -> Check:
    """A claim of several projects, by the names that it has for them, that is told of some."""
    parts = {
        name: Check("supported" if rows else "not-found", [], rows) for name, rows in told.items()
    }
    return Check("not-found", about, first_of(proofs_of(told.values())), parts)


def _contrary(rows: Sequence[Match]) -> list[Match]:
    """The rows that say otherwise, and are nearer than any that may say it or has its figures."""
    # What a result contradicts, the finding that it is from does not leave open.
    same = {key for one in rows if one.is_contrary for key in one.row.get("finding_ids") or ()}
    others = [match for match in rows if not (match.is_contrary or match.key in same)]
    least = max((one.near for one in others if one.is_like), default=0)
    return [match for match in rows if match.is_contrary and match.near + match.lead >= least]


def _elsewhere(
    evidence: Evidence, scores: ClaimScores, about: Sequence[str], rows: Sequence[Match]
) -> Check:
    """The verdict on a claim that no row of its projects supports: rows of others may say it."""
    # Readers wrote of the projects that are named, not of these.
    scores = replace(
        scores, readers=scores.readers._replace(vote=0, is_told=False, like=0, like_with_figures=0)
    )
    others = matches_of(
        evidence, scores, nearest_rows(evidence, scores, evidence.project_ids - {*about})
    )
    least = max([LEAST_ELSEWHERE, *(match.near + NEARER for match in rows)])
    told = [match for match in others if match.says_it and match.near >= least]
    if told and about:
        same = [] if scores.asked else _on_the_same(evidence, scores, about, told[0])
        verdict: Verdict = "perhaps" if same else "attributed-to-another-project"
        return Check(verdict, about, same or first_of(told, "project"))
    if told and scores.said.figures and not is_of_programme(scores.said):
        # Who names no project is not wrong about it: it is so, of the one that is shown.
        return Check(
            "supported", sorted({match.row["project_id"] for match in told[:1]}), first_of(told)
        )
    if is_of_programme(scores.said):
        # Of one project alone, which tells of it with just these figures.
        alike = [match for match in others if match.has_figures and match.may_say_it]
        told += [replace(match, score=0, differences=()) for match in alike]
    if told and scores.said.figures:
        return Check("differs", about, first_of(told, "scope"))
    # What is said never to be so is otherwise where it was so of one project.
    is_of_all = not (about or _NEVER.isdisjoint(scores.said.words))
    turned = (match for match in others if "direction" in match.differences)
    turned = (match for match in turned if match.near >= LEAST_ELSEWHERE)
    contrary = [match for match in turned if match.is_contrary and is_of_all]
    if contrary and not any(match.may_say_it for match in rows):
        return Check("differs", about, first_of(contrary))
    # What is an estimate, or one end of a range, is not this; but whose figure it is, is told.
    owners = [match for match in others if match.is_less_sure and match.near >= LEAST_TO_DIFFER]
    owners = owners or (_owners(evidence, scores, about) if about else [])
    if owners:
        owners = [replace(match, differences=("project",)) for match in owners]
        return Check("differs", about, first_of(owners))
    more = () if about else (one for one in others if one.near >= LEAST_TO_DIFFER)
    nearest = [match for match in (*rows, *more) if not match.is_beside_it]
    return Check("not-found", about, first_of(nearest, "scope"))


def _on_the_same(
    evidence: Evidence, scores: ClaimScores, about: Sequence[str], told: Match
) -> list[Match]:
    """The projects' own rows on the subject of another's: in other words they may tell the same."""
    subject = told.row.get("theme_id"), told.row.get("polarity")
    pool = {
        number: signals_of(evidence, scores, number)
        for number in {evidence.wordings(int(one))[0] for one in evidence.numbers_of({*about})}
        if (row := evidence.statements[number].row).get("polarity")
        if (row["theme_id"], row["polarity"]) == subject
    }
    return first_of(matches_of(evidence, scores, pool))


def _owners(evidence: Evidence, scores: ClaimScores, about: Sequence[str]) -> list[Match]:
    """The row of another project that alone has a figure of the same measure as a claim."""
    said, ours = scores.said, evidence.numbers_of({*about})
    figures = [one for one in scores.asked if one.unit or one.value % 1]
    if not (figures and said.measures) or len(figures) < len(scores.asked):
        return []

    def has_them(number: int) -> bool:
        known = evidence.statements[number].figures
        return all(any(map(one.agrees, known)) for one in figures)

    if any(map(has_them, ours)):
        return []
    rest = evidence.numbers_of({*evidence.project_ids} - {*about})
    numbers = [n for n in rest if has_them(n) and said.measures <= evidence.statements[n].measures]
    owners = {evidence.statements[number].project for number in numbers}
    if len(owners) != 1:
        return []
    best = max(numbers, key=scores.near.__getitem__)
    pool = {int(best): signals_of(evidence, scores, int(best))}
    return matches_of(evidence, scores, pool)
