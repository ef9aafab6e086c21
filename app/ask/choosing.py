"""Chooses between the possible meanings of the same words in a question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.ask.lexicon import NAME_KINDS, Lexicon, Mention
from app.ask.mentioned import FACETS, ROLES, SUBJECTS, TAKING, Mentioned
from app.ask.negation import denies
from app.ask.tables import WORD_LISTS
from app.ask.words import ARTICLES, Word, positions, positions_of
from app.evidence.ordering import grouped
from app.evidence.vocabulary import AUTHORITIES
from app.evidence.words import stem

NEAR_EACH_OTHER = 2


def choose_mentions(
    mentions: Sequence[Mention], words: Sequence[Word], lexicon: Lexicon
) -> Mentioned:
    """What the words mean: longer runs before shorter, names before facets."""
    chosen: list[Mention] = []
    taken: set[int] = set()
    # In "mental health outcomes" there is no "health outcomes".
    within = {n for m in mentions if m.kind in FACETS for n in range(m.first + 1, m.last + 1)}
    exact = [m for m in mentions if m.kind in ("theme", "measure") and len(m.words) > 1]
    exact = [m for m in exact if m.first not in within]
    other = [m for m in mentions if m.kind in ("empty", "measure") and len(m.words) > 1]
    by_rank = (*ROLES, *NAME_KINDS, "outside", *FACETS)
    rank = {kind: place for place, kind in enumerate(by_rank)}
    order = sorted(mentions, key=lambda m: (-len(m.words), rank.get(m.kind, len(rank)), m.first))
    for mention in order:
        places = mention.positions
        is_within = any(m.first < mention.first <= m.last or places < m.positions for m in other)
        if mention.kind == "polarity" and is_within:
            # "As well" says nothing of how it went, nor does "sickness absence of".
            continue
        if not _is_meant(mention, words, lexicon):
            continue
        is_trouble = mention.kind == "effect" or (mention.kind == "polarity" and mention.words[1:])
        if is_trouble and any(_denies_trouble(m, mention, words, lexicon) for m in chosen):
            continue
        is_said = mention.kind in FACETS
        is_said |= mention.kind == "without" and mention.wording.casefold() != "no"
        # In "referrals dry up" nothing rose.
        is_said |= mention.kind == "empty" or mention.wording.casefold() in ("up", "down")
        is_said |= mention.kind == "ask" and len(mention.words) == 1
        if is_said and any(places < m.positions for m in exact):
            continue
        rivals = TAKING if mention.kind in TAKING else (mention.kind,)
        overlapping = [m for m in chosen if m.kind in rivals and places & m.positions]
        if any(
            m.words != mention.words or (m.kind in ROLES and m.kind != mention.kind)
            for m in overlapping
        ):
            continue
        if mention.kind not in NAME_KINDS and places & taken:
            continue
        chosen.append(mention)
        taken |= places if mention.kind in TAKING else set()
    return _with_roles(sorted(chosen, key=lambda m: (m.first, m.kind, m.values)), words, lexicon)


def _is_meant(mention: Mention, words: Sequence[Word], lexicon: Lexicon) -> bool:
    if mention.kind in NAME_KINDS:
        return _is_a_name(mention, words, lexicon)
    return mention.kind not in ROLES or _has_role(mention, words)


def _has_role(mention: Mention, words: Sequence[Word]) -> bool:
    """Whether a place is the body there that led or evaluated: "led by Leeds", "did York study"."""
    before = [word.text for word in words if word.position < mention.first][-4:]
    after = {word.text for word in words if mention.last < word.position <= mention.last + 2}
    says = WORD_LISTS["led" if mention.kind == "lead" else "evaluated"]
    is_by = before[-1:] == ["by"] and bool(says & {*before})
    return is_by or (before[-1:] == ["did"] and bool(says & after))


def _denies_trouble(
    without: Mention, trouble: Mention, words: Sequence[Word], lexicon: Lexicon
) -> bool:
    """Whether the trouble of a denial is told after it: "not held up by", "without delays with"."""
    if without.kind != "without":
        return False
    after = next((w.text for w in words if w.position == trouble.last + 1), "")
    steps = trouble.first - without.last
    between = [w for w in words if without.last < w.position < trouble.first]
    # "No recruitment delays" denies that there was trouble with recruitment.
    is_of_a_thing = bool(between) and not any(lexicon.is_empty(word) for word in between)
    is_next = 0 < steps <= NEAR_EACH_OTHER + 1
    is_told = after in WORD_LISTS["trouble-with"] or is_of_a_thing
    return trouble.positions < without.positions or (is_next and is_told)


def _with_roles(chosen: list[Mention], words: Sequence[Word], lexicon: Lexicon) -> Mentioned:
    """Names read for what they are here: a project, a place, who led, who evaluated."""
    texts = [word.text for word in words]
    before = {w.position: texts[max(0, n - 5) : n] for n, w in enumerate(words)}
    mentions = [m for m in chosen if m.kind not in NAME_KINDS]
    runs = grouped((m for m in chosen if m.kind in NAME_KINDS), lambda m: m.words)
    last_place = -1 - NEAR_EACH_OTHER
    for run, rivals in runs.items():
        ahead = before[run[0].position]
        is_near = bool(WORD_LISTS["near"] & {*ahead[-2:]})
        # "Which projects were in Norfolk, Suffolk or Cambridgeshire": every name is a place.
        is_place = ahead[-1:] == ["in"] and bool(WORD_LISTS["placed"] & {*ahead[-2:-1]})
        is_place |= run[0].position - last_place <= NEAR_EACH_OTHER
        roles = _role(rivals, lexicon, is_place=is_place or is_near)
        last_place = run[-1].position if is_place else last_place
        # The neighbours are those of one authority: who is in a region is near all of it.
        is_one = all(
            len(m.values) == 1 and m.values[0] not in lexicon.catalogue.area_parts for m in roles
        )
        is_near = is_near and is_one
        mentions += [replace(m, kind="near") if is_near and m.kind == "area" else m for m in roles]
    if not WORD_LISTS["evaluated"].isdisjoint(texts) and WORD_LISTS["led"].isdisjoint(texts):
        # "Did Oxford evaluate any?": no body that led is asked for.
        mentions = [replace(m, kind="evaluator") if m.kind == "lead" else m for m in mentions]
    mentions = _led_by_councils(mentions, words)
    mentions.sort(key=lambda m: (m.first, m.kind, m.values))
    return Mentioned(
        tuple(mentions),
        _denied(mentions, words, before),
        frozenset(
            positions(w for w in words if w.text in WORD_LISTS["led"] | WORD_LISTS["evaluated"])
        ),
    )


def _denied(
    mentions: Sequence[Mention], words: Sequence[Word], before: Mapping[int, list[str]]
) -> frozenset[Mention]:
    """The names and facets that are to be left out, by the words before each."""
    denied: set[Mention] = set()
    for mention in mentions:
        if mention.kind not in TAKING:
            continue
        # "Other than Leeds, Stockport and Enfield" denies each of them.
        *_, last = ["", *(text for text in before[mention.first] if text not in ARTICLES)]
        joined = last in ("or", "nor", "and") or any(m.last + 1 == mention.first for m in denied)
        near_by = NEAR_EACH_OTHER + (before[mention.first][-1:] != [last])
        earlier = {m.kind for m in denied if 0 < mention.first - m.last <= near_by}
        # "Not in London or Leeds": the one names an area, the other a project there as well.
        for alike in ({*SUBJECTS}, {"area", "project"}):
            earlier |= alike if earlier & alike else set()
        if denies(mention.words[0], words) or (joined and mention.kind in earlier):
            denied.add(mention)
    # "Except Leeds, we know Leeds": what is left out once is left out wherever it is named.
    left_out = {(m.kind, m.values) for m in denied}
    return frozenset(m for m in mentions if m in denied or (m.kind, m.values) in left_out)


def _led_by_councils(mentions: list[Mention], words: Sequence[Word]) -> list[Mention]:
    """The names, with councils as leads: "by neither a council nor ...", "county councils led"."""
    taken = positions_of(mentions)
    leads = positions(w for w in words if w.text in WORD_LISTS["led"])
    others = [m for m in mentions if m.kind == "lead_type"]
    texts = {w.position: w.text for w in words}
    for place, mention in enumerate(mentions):
        beside = {mention.first - 2, *range(mention.last + 1, mention.last + 4)}
        if mention.kind == "area_kind" and leads & beside:
            mentions[place] = replace(mention, kind="lead_type")
    for word in words:
        if word.text not in WORD_LISTS["councils"] or word.position in taken:
            continue
        before = [texts.get(n, "") for n in range(word.position - 4, word.position)]
        is_by = "by" in before and bool(leads & set(range(word.position - 6, word.position)))
        is_by |= word.position + 1 in leads
        near = WORD_LISTS["beside"] & {*before, texts.get(word.position + 1, "")}
        if is_by or (others and near):
            mentions.append(Mention("lead_type", AUTHORITIES, (word,)))
    return mentions


def _role(rivals: list[Mention], lexicon: Lexicon, *, is_place: bool) -> list[Mention]:
    by_kind = grouped(rivals, lambda m: m.kind)
    bodies = by_kind.get("organisation", [])
    evaluators = [m for m in bodies if set(m.values) & lexicon.catalogue.evaluators]
    if evaluators and len(by_kind) == 1:
        return [replace(m, kind="evaluator") for m in evaluators]
    if bodies and len(by_kind) == 1:
        return [replace(m, kind="lead") for m in bodies]
    if "area" in by_kind and (is_place or "project" not in by_kind):
        return by_kind["area"]
    return by_kind.get("project", [])


def _is_a_name(mention: Mention, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a word that is also an ordinary one ("match", "pause") is meant as a name."""
    if len(mention.words) > 1:
        # "Front-line work" is not the project Frontline.
        return stem("".join(word.text for word in mention.words)) not in lexicon.themes.stems
    [word] = mention.words
    is_ordinary = word.stem in lexicon.themes.stems
    is_region = mention.kind == "area" and mention.values[0] in lexicon.catalogue.area_parts
    if not is_ordinary or word.is_name_like or is_region:
        return True
    place = next(n for n, w in enumerate(words) if w.position == word.position)
    before = words[place - 1].text if place else ""
    after = words[place + 1].text if place + 1 < len(words) else ""
    return before in WORD_LISTS["before-name"] and (not after or after in WORD_LISTS["after-name"])


def is_introduced(mention: Mention, words: Sequence[Word]) -> bool:
    """Whether words say that it narrows: "projects about ...", "... projects"."""
    before = [w.text for w in words if w.position < mention.first][-3:]
    after = [w.text for w in words if w.position > mention.last][:1]
    texts = {word.text for word in mention.words}
    introducing = WORD_LISTS["introducing"] | WORD_LISTS["led"]
    around = introducing & set(before[-2:]) or WORD_LISTS["introduced"] & {*after, *texts}
    # "Projects on fostering", "projects were on fostering", and not "data on fostering".
    is_on = before[-1:] == ["on"] and bool(WORD_LISTS["introduced"] & set(before[-3:-1]))
    return bool(around or is_on)


def loose_subjects(mentioned: Mentioned, words: Sequence[Word], *kinds: str) -> list[Mention]:
    """The subjects of projects that no words introduce: they may be named only in passing."""
    subjects = [m for m in mentioned.of(*kinds) if m not in mentioned.denied]
    return [m for m in subjects if not is_introduced(m, words)]


def is_joined(mention: Mention, words: Sequence[Word]) -> bool:
    """Whether words join it to what stands beside it: "staff or foster carers"."""
    beside = {word.text for word in words if word.position in (mention.first - 1, mention.last + 1)}
    return not beside.isdisjoint(WORD_LISTS["joiner"])


def led_by(words: Sequence[Word]) -> Iterator[str]:
    """Who led or evaluated by a name that cannot be looked up: "evaluated by universities"."""
    by = WORD_LISTS["led"] | WORD_LISTS["evaluated"]
    for role, by_, word in zip(words, words[1:], words[2:], strict=False):
        if role.text in by and by_.text == "by":
            yield word.wording
