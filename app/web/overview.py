"""The overview: what went wrong and what helped on each worry, as slides and as a picture."""

from collections.abc import Collection
from dataclasses import replace

from fastapi import Request, Response

from app.charts import FILES, MEDIA_TYPE, Slide, SlideRow, slides
from app.charts.slide import HELPED, HINDERED, MIDDLE, UNKNOWN, svg
from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.answers.examples import Example
from app.evidence.answers.worries import PAST, TURNOVER, WORRIES, Lesson, Worry, changed_in_all
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import grouped
from app.evidence.queries.reading import names_in
from app.evidence.row_wording import counted, has_figure, result
from app.evidence.words import join_names
from app.web import labels, lesson_words
from app.web.corrections import day
from app.web.lists import ensure_choices, missing
from app.web.pages import Context, page
from app.web.pictures import file_of
from app.web.rendering import attachment, only_examples

SECTION = "/overview"
PICTURE = f"{SECTION}/got-in-the-way"
STATES = {
    "yes": ("Got past it", HELPED),
    "partly": ("In part", MIDDLE),
    "no": ("Did not", HINDERED),
    "not-said": ("Not said", UNKNOWN),
}
"""Whether a project got past what it met, with the colour of each."""
WHY_PALE = "Pale: no source says how it ended"
WIDTH = "Some worries take in more kinds of trouble than others."
MOST_ON_A_SLIDE, LESSONS_ON_A_SLIDE = 14, 3
"""Rows of a slide: of bars, and of lessons."""
CHOSEN = ("worries", "example")
"""Parameters: the worries of a slide, and the examples that stand in place of the best."""


@page(SECTION, *CHOSEN)
def show(request: Request, release: Release) -> Context:
    """What went wrong and what helped on each worry, for a slide; and how many projects met it."""
    every, shown = answers.examples(release), _chosen(request, release)
    slide, (heading, ended) = _counts(release), _headline(answers.lessons(release))
    return {
        "heading": heading,
        "ended": ended,
        "slide": slide,
        "svg": svg(slide),
        "most_met": _most_met(answers.lessons(release))[:2],
        "files": {title: f"{PICTURE}.{ending}" for ending, (title, *_) in FILES.items()},
        "states": [*STATES],
        "examples": [(each, _next(each, every[each.worry.worry_id])) for each in shown],
        "swapped": [each.key for each in shown if each != every[each.worry.worry_id][0]],
        "ticked": _several(request, "worries"),
        "changed": {worry: _changed(release, each) for worry, each in WORRIES.items()},
        "lessons": {each.worry: each for each in answers.lessons(release)},
        "LESSONS_ON_A_SLIDE": LESSONS_ON_A_SLIDE,
    }


@page(SECTION + "/lessons.pptx", *CHOSEN)
def show_lessons(request: Request, release: Release) -> Response:
    """What went wrong and what helped on the worries that are chosen, or on all, as slides."""
    ticked = _several(request, "worries")
    examples = _chosen(request, release)
    chosen = [each for each in examples if each.worry.worry_id in (ticked or WORRIES)]
    lessons = {each.worry.label: each for each in answers.lessons(release)}
    parts = [
        replace(part, title=_message([lessons[row.label] for row in part.rows]))
        for part in _lessons(chosen, lessons, release).parts
    ]
    return attachment(slides(*parts), MEDIA_TYPE, f"lessons-{release.catalogue.release_date}.pptx")


@page(PICTURE + ".{ending}")
def show_file(ending: str, release: Release) -> Response:
    if ending not in FILES:
        raise missing("picture", f"{PICTURE}.{ending}", [f"{PICTURE}.{end}" for end in FILES])
    return file_of(_counts(release), ending, "overview-got-in-the-way", release)


def _several(request: Request, name: str) -> list[str]:
    return list(dict.fromkeys(names_in(request.query_params.getlist(name), name)))


def _chosen(request: Request, release: Release) -> list[Example]:
    """The example of each worry: the one that is asked for, or else the best.

    Raises QueryError where a worry or an example is asked for that there is not.
    """
    every = answers.examples(release)
    by_key = {each.key: each for several in every.values() for each in several}
    choices: dict[str, Collection[str]] = {"worries": WORRIES, "example": by_key}
    ensure_choices(
        (name, value, of) for name, of in choices.items() for value in _several(request, name)
    )
    # Of two of one worry the later is asked for: a button of the form stands behind the first.
    chosen = {by_key[key].worry.worry_id: by_key[key] for key in _several(request, "example")}
    return [chosen.get(worry, several[0]) for worry, several in every.items()]


def _next(example: Example, every: list[Example]) -> Example | None:
    """The example that is shown instead when another is asked for, if there is another."""
    after = every[(every.index(example) + 1) % len(every)]
    return after if after != example else None


def _lessons(examples: list[Example], lessons: dict[str, Lesson], release: Release) -> Slide:
    """A row for each worry: what went wrong, what helped, what is advised, and on which pages."""
    rows = []
    for each in examples:
        changed = _changed(release, each.worry)
        cells = _cells(lesson_words.briefly(each), changed, each.advice, is_brief=True)
        met = f"{_how_many(lessons[each.worry.label])}."
        # On the slide in few words; to be said aloud, or asked about, in full.
        whole = zip(lesson_words.HEADS, _cells(each, changed, each.advice), strict=True)
        aloud = "\n".join([met, *(f"{head}: {words}" for head, words in whole)])
        rows.append(SlideRow(each.worry.label, cells, met, aloud=aloud))
    pages = "Pages (p.) are those of Sebba et al. (2017)."
    return Slide(
        "What held other projects up",
        "An example of each, from the first projects of the Children’s Social Care Innovation "
        "Programme",
        (),
        (),
        rows,
        (labels.CAVEAT, f"{_source(release.catalogue)} {pages}"),
        most=LESSONS_ON_A_SLIDE,
        heads=("Worry", *lesson_words.HEADS),
    )


def _message(lessons: list[Lesson]) -> str:
    """What a slide says, as it can be said aloud: its figures stand in its rows."""
    troubles = join_names([lesson_words.IN_BRIEF[each.worry.worry_id] for each in lessons], "or")
    who, verb, how = _who_solved(lessons)
    return f"{who} that had trouble with {troubles} {verb} known to have solved it{how}"


def _who_solved(lessons: list[Lesson]) -> tuple[str, str, str]:
    """Whether any project got past what it met, with the verb, and that none did so in full."""
    best = {state for each in lessons for state in PAST if each.met[state]}
    who, verb = ("Few projects", "are") if "yes" in best else ("No project", "is")
    return who, verb, " in full" if best == {"partly"} else ""


def _most_met(lessons: list[Lesson]) -> list[tuple[str, str]]:
    """The worries by how many projects met them, those of most first: as many stand together."""
    ranked = sorted(lessons, key=lambda each: -each.project_count)
    several = grouped(ranked, lambda each: each.project_count).items()
    return [
        (
            ", ".join(each.worry.label for each in worries),
            counted(count, "project") + " each" * bool(worries[1:]),
        )
        for count, worries in several
    ]


def _how_many(lesson: Lesson) -> str:
    """How many projects met a worry, as on every page, and what became of that."""
    met = [counted(sum(lesson.met.values()), "project"), only_examples(lesson.implied_count)]
    better = f"; {len(lesson.others)} others did better" if lesson.others else ""
    return f"{', '.join(filter(None, met))}; {lesson_words.ended(lesson)}{better}"


def _changed(release: Release, worry: Worry) -> str:
    """Which figures projects report where a worry is measured itself, and where it went otherwise.

    Nobody reads "none got past it" of a worry on which projects report that it grew less.
    """
    in_all = changed_in_all(release) if TURNOVER in worry.theme_ids else None
    if in_all is None:
        return ""
    rows = release.rows("outcomes", theme=TURNOVER)
    ways = grouped((row for row in rows if row["direction"]), lambda row: row["desirability"])
    better = [row for row in ways.pop("improvement", []) if has_figure(row)]
    measures = {row["measure"] for row in better}
    beside = [row for rows in ways.values() for row in rows if row["measure"] in measures]
    short = release.catalogue.projects.short
    sentences = [
        f"{short(key)} {', '.join(map(_of_part, rows))} {_place(rows[0])}"
        for key, rows in grouped([*better, *beside], "project_id").items()
    ]
    return f"{in_all['theme_label']}: {'; '.join(sentences)}."


def _of_part(row: Row) -> str:
    return f"{result(row)} ({row['population']})" if row["coverage"] == "part" else result(row)


def _cells(
    example: Example, changed: str, advice: Row | None, *, is_brief: bool = False
) -> list[str]:
    """The words of a row, with what changed. None is blank: where no source says it, it says so."""
    problem, answer = example.problem, example.answer
    done = (
        f"{lesson_words.answer_of(example)} {_place(answer)}"
        if answer
        else lesson_words.untold(problem)
    )
    advised = f"{lesson_words.advice_of(example)} ({labels.advised_in(advice)})" if advice else ""
    return [
        f"{lesson_words.cause_of(example, is_brief)} {problem['statement']} {_place(problem)} "
        f"{lesson_words.also(example, is_brief)}".strip(),
        f"{done} {changed}".strip(),
        advised or lesson_words.NO_ADVICE,
    ]


def _place(row: Row) -> str:
    return f"({labels.place_of(row['citation'])})"


def _headline(lessons: list[Lesson]) -> tuple[str, str]:
    """What was named most and who got past it; how common a worry is they cannot say."""
    most = "{} troubled {}, more than any other worry".format(*_most_met(lessons)[0])
    who, verb, how = _who_solved(lessons)
    ended = f"{who} {verb} known to have got past what they met{how}"
    met = sum(sum(each.met.values()) for each in lessons)
    if 2 * sum(each.met["not-said"] for each in lessons) > met:
        ended = "For most of them no source says how it ended"
    return most, ended


def _counts(release: Release) -> Slide:
    """What got in the way of how many projects, the worries in the order of a project."""
    lessons = answers.lessons(release)
    sources = counted(release.catalogue.telling_count, "source")
    return Slide(
        ". ".join(_headline(lessons)),
        f"How many projects met each worry, from {sources}. {WHY_PALE}",
        [label for label, _ in STATES.values()],
        [colour for _, colour in STATES.values()],
        [SlideRow(_met(each), [each.met[state] for state in STATES]) for each in lessons],
        (labels.CAVEAT, WIDTH, _source(release.catalogue)),
        is_stacked=True,
        most=MOST_ON_A_SLIDE,
    )


def _met(lesson: Lesson) -> str:
    """The name of a worry, with how many of its projects are named only as examples."""
    only = only_examples(lesson.implied_count)
    return f"{lesson.worry.label}{only and f' ({only})'}"


def _source(catalogue: Catalogue) -> str:
    """Where the counts come from, and of which day the data are."""
    return (
        "Source: evaluations of Wave 1 as reported in Sebba et al. (2017), Rees Centre, and on "
        f"public pages. Wave 1 Evidence, {day(catalogue.release_date)}."
    )
