"""What is held of the whole programme: how many rows, which organisations, how much money."""

from app.ask.reply import Part, Reply, View, of_part
from app.evidence.queries import RESOURCES
from app.evidence.saying import counted, money
from app.evidence.words import inside, listing

_DID = {"evaluator": "evaluated", "lead": "led"}
"""What an organisation of each role did; so begins the column with its projects."""


def of_rows(question: str, name: str, view: View) -> Reply:
    """How many rows a list holds."""
    resource = RESOURCES[name]
    part = view.part(resource.title, name)
    noun = resource.title.lower().removesuffix("s")
    text = f"{counted(len(part.rows), noun)} are held here: {inside(resource.description)}"
    return of_part(question, Part(part.heading, text, part.query))


def of_organisations(question: str, role: str, view: View) -> Reply:
    """Which organisations led or evaluated projects, those of most projects first."""
    column = f"{_DID[role]}_project_ids"
    part = view.part("Organisations", "organisations", {f"{column}.blank": "no"})
    rows = sorted(part.rows, key=lambda row: -len(row[column]))
    names = listing([f"{row['name']} ({len(row[column])})" for row in rows])
    did = f"{counted(len(rows), 'organisation')} {_DID[role]} projects whose {role} is known"
    return of_part(question, Part(part.heading, f"{did}: {names}.", part.query))


def of_funding(question: str, _which: str, view: View) -> Reply:
    """What the projects were given in all and on average, as far as it is known."""
    part = view.part("Funding", "projects", {"funding_gbp.gt": "0"})
    known = [row["funding_gbp"] for row in part.rows]
    others = len(view.catalogue.projects.labels) - len(known)
    whole, each = money(round(sum(known), -5)), money(round(sum(known) / len(known), -4))
    text = f"The funding of {counted(len(known), 'project')} is known: {whole} in all,"
    text += f" {each} on average."
    text += f" That of {counted(others, 'other project')} is not known." if others else ""
    return of_part(question, Part(part.heading, text, part.query))
