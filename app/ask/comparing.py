"""What there is most or least of, claims counted by kind, and projects side by side."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from app.ask.answering import reply_of_parts
from app.ask.parts import About, parts_of
from app.ask.plans import filter_values, outcome_plans, project_filters
from app.ask.reading import Reading
from app.ask.reply import Part, Reply, View, project_entries
from app.ask.sentences import figure
from app.evidence.answers import Row
from app.evidence.answers.shared_themes import shared_themes, silence
from app.evidence.answers.worries import WORRIES
from app.evidence.queries import FINDINGS
from app.evidence.queries.reading import MAX_COMPARED
from app.evidence.row_wording import counted, money
from app.evidence.words import join_names

TOP, TOP_GROUPS = 5, 3

_NO_MEASURE = "A count of what is recorded does not measure how common it was."
_SAID = {
    "barrier": ("Barriers recorded", "The barriers that {} projects met"),
    "facilitator": ("Recorded things that helped", "What helped {} projects"),
}


def answer_ranking(reading: Reading, view: View) -> Reply | None:
    """Answers a question for the most or the least, or for a count by kind of project."""
    is_least = "least" in reading.kinds
    if reading.not_understood:
        part = None
    elif "by-kind" in reading.kinds:
        part = _by_kind(reading, view)
    elif "rank" not in reading.kinds or reading.unread_sense_changers("rank", "compare"):
        part = None
    elif "money" in reading.kinds and not reading.mentioned.is_measured:
        part = _by_money(reading, view, is_least=is_least)
    elif reading.mentioned.of("measure", "direction"):
        part = _by_change(reading, view)
    elif reading.mentioned.of("overcome"):
        # What was got past most often is another count.
        part = None
    elif "rank-of-projects" in reading.kinds:
        part = _by_count(reading, view, is_least=is_least)
    else:
        part = _by_theme(reading, view, is_least=is_least)
    return reply_of_parts(reading, [part], view) if part else None


def _of_no_theme(heading: str, reading: Reading, view: View) -> Part | None:
    """The claims of one polarity on all themes, where only a kind of project is asked for."""
    narrowed = filter_values(project_filters(reading))
    is_other = reading.topics or reading.mentioned.of("project", "measure")
    if not reading.polarity or is_other or not narrowed.keys() <= FINDINGS.parameters.keys():
        return None
    narrowing = {"polarity": reading.polarity, "scope": "project"}
    return view.part(heading, "findings", {**narrowed, **narrowing})


def _by_kind(reading: Reading, view: View) -> Part | None:
    """How many projects each strand, region, lead or evaluator has, or what is claimed of them."""
    narrowing = filter_values(project_filters(reading))
    if not reading.polarity and not (reading.topics or reading.mentioned.of("project", "measure")):
        every = view.part("Projects by kind", "projects", narrowing)
        kinds = _kinds([row["project_id"] for row in every.rows], reading, view)
        names = join_names([f"{kind} ({count})" for kind, count, _ in kinds])
        return replace(every, lead=f"Projects by number: {names}.", rows=[])
    if not (part := _of_no_theme("By kind", reading, view)):
        return None
    kinds = _kinds([row["project_id"] for row in part.rows], reading, view)
    names = join_names([f"{kind} ({n} in {counted(of, 'project')})" for kind, n, of in kinds])
    text = f"{_SAID[reading.polarity or ''][0]}: {names}. {_NO_MEASURE}"
    return replace(part, lead=text, rows=[])


def _kinds(ids: Sequence[str], reading: Reading, view: View) -> list[tuple[str, int, int]]:
    """Each kind, with how often its projects occur among the ids, and how many projects occur."""
    column = reading.kinds["by-kind"].value
    if column == "region":
        regions = view.catalogue.regions.labels.items()
        of_kind = {name: view.rows_of("projects", {"area": id_}) for id_, name in regions}
    else:
        of_kind = {}
        for row in view.rows_of("projects"):
            kinds = row[column] if isinstance(row[column], list) else filter(None, [row[column]])
            for label in kinds:
                of_kind.setdefault(label, []).append(row)
    often = Counter(ids)
    counts = []
    for kind, rows in of_kind.items():
        among = [often[row["project_id"]] for row in rows if row["project_id"] in often]
        counts += [(kind, sum(among), len(among))] if among else []
    return sorted(counts, key=lambda count: (-count[1], count[0]))


def _by_money(reading: Reading, view: View, *, is_least: bool) -> Part | None:
    narrowed = filter_values(project_filters(reading))
    order = "funding_gbp" if is_least else "-funding_gbp"
    query = view.query("projects", {**narrowed, "funding_gbp.gt": "0"}, order)
    if not (rows := view.rows(query)):
        return None
    first, *others = rows
    text = f"{first['name']} had the {'least' if is_least else 'most'} money of those whose "
    text += f"funding is known: {money(first['funding_gbp'])}."
    if others:
        then = [f"{row['name']} ({money(row['funding_gbp'])})" for row in others[: TOP - 1]]
        text += f" Then: {join_names(then)}."
    if unknown := len(view.rows_of("projects", narrowed)) - len(rows):
        text += f" The funding of {counted(unknown, 'other project')} is not known."
    tied = [row for row in rows if row["funding_gbp"] == first["funding_gbp"]]
    return Part("By funding", text, query, tied)


def _by_count(reading: Reading, view: View, *, is_least: bool) -> Part | None:
    """The projects of which most is recorded that helped or hindered, or least."""
    if not (part := _of_no_theme("By project", reading, view)):
        return None
    count = Counter(row["project_name"] for row in part.rows)
    order = sorted(count, key=lambda name: (count[name] * (1 if is_least else -1), name))[:TOP]
    names = join_names([f"{name} ({count[name]})" for name in order])
    text = f"{_SAID[reading.polarity or ''][0]}, by project: {names}. {_NO_MEASURE}"
    return replace(part, lead=text, rows=[row for row in part.rows if row["project_name"] in order])


def _by_change(reading: Reading, view: View) -> Part | None:
    for plan in outcome_plans(reading):
        query = view.query(plan.list, filter_values(plan.filters))
        sized = [row for row in view.rows(query) if row["change_percent"] is not None]
        if sized:
            sized.sort(key=lambda row: -abs(row["change_percent"]))
            more = "It is the only such change that is given in figures."
            more = f"The next is {figure(sized[1])}" if sized[1:] else more
            text = f"{figure(sized[0])} {more}"
            return Part("By size of the change", text, query, sized[:1])
    return None


def _by_theme(reading: Reading, view: View, *, is_least: bool) -> Part | None:
    """The sub-themes that most projects met, or fewest, each with its number of projects."""
    part = _of_no_theme("By number of projects", reading, view)
    if not part:
        return None
    counts, sure = (_projects_of(part.rows, is_sure=sure_only) for sure_only in (False, True))
    least = 1 if is_least else -1
    # What is only implied of most of its projects is not what most of them met.
    order = sorted(counts, key=lambda n: (sure[n] * least, counts[n] * least, n))[:TOP]
    themes = join_names([_counted(name, counts[name], sure[name]) for name in order])
    implied = [n for n in counts if n not in order and counts[n] > counts[order[0]]]
    if implied and not is_least:
        others = join_names([_counted(name, counts[name], sure[name]) for name in implied])
        themes += f". More are named, but mostly implied, under {others}"
    polarity = reading.polarity or ""
    first = _SAID[polarity][1].format("fewest" if is_least else "most")
    text = f"{first}: {themes}. {_NO_MEASURE}"
    if polarity == "barrier" and not is_least:
        text = f"By what planners fear: {_by_worry(part.rows, view)}. {text}"
    return replace(part, lead=text, rows=[]) if order else None


def _projects_of(rows: Sequence[Row], *, is_sure: bool) -> Counter[str]:
    """The projects of each theme, or only those of which it is said and not implied."""
    counting = [row for row in rows if not is_sure or row["certainty"] != "implied"]
    return Counter(label for label, _ in {(r["theme_label"], r["project_id"]) for r in counting})


def _counted(name: str, count: int, sure: int) -> str:
    implied = f", {count - sure} of them only implied" if sure < count else ""
    return f"{name} ({counted(count, 'project')}{implied})"


def _by_worry(rows: Sequence[Row], view: View) -> str:
    met = {
        worry.label: {
            row["project_id"]
            for row in rows
            if {*worry.theme_ids} & {*view.catalogue.with_parent(row["theme_id"])}
        }
        for worry in WORRIES.values()
    }
    order = sorted(met, key=lambda label: -len(met[label]))[:TOP_GROUPS]
    return join_names([f"{label} ({counted(len(met[label]), 'project')})" for label in order])


PART = ("ask", "polarity", "overcome", "effect", "measure", "direction")
"""What is said of projects where not all that is told of them is asked for."""
BETTER = ("better", "worse")
"""Words that ask which project is the better one, of which no source judges."""


def answer_comparison(reading: Reading, view: View) -> Reply | None:
    """Answers a comparison of named projects as a whole, where nothing more is asked of them."""
    several = reading.mentioned.projects
    cues = [cue for cue in reading.mentioned.of(*PART) if cue.wording.casefold() not in BETTER]
    is_whole = not (reading.content or cues)
    if "compare" not in reading.kinds or not 1 < len(several) <= MAX_COMPARED or not is_whole:
        return None
    ids = sorted({project_id for ids in several for project_id in ids})
    narrowing = {"project": ids}
    projects = view.part("Compared", "projects", narrowing)
    claims = view.rows_of("findings", narrowing)
    sentences = [
        theme.in_words(view.catalogue)
        for theme in shared_themes(projects.rows, claims, view.catalogue)
    ]
    sentences += _silence(projects.rows, claims)
    first = f"{join_names([row['name'] for row in projects.rows])} side by side."
    if reading.mentioned.of("polarity"):
        first = f"The sources do not say which of them is better. {first}"
    compared = replace(projects, lead=" ".join([first, *sentences]))
    changed = parts_of(About(view, filters=narrowing), "changed")
    parts = [compared, *changed]
    return reply_of_parts(reading, parts, view, projects=project_entries(ids, view.catalogue))


def _silence(projects: Sequence[Row], claims: Sequence[Row]) -> list[str]:
    """A note that no barrier is recorded of some projects, which proves nothing."""
    met = {row["project_id"] for row in claims if row["polarity"] == "barrier"}
    spared = [row["name"] for row in projects if row["project_id"] not in met]
    return [silence("problem", spared)] if spared else []
