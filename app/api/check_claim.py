"""The route that checks a claim against the evidence."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi import Query as Parameter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from app.addresses import link
from app.api.answers import as_json
from app.ask import Lexicon
from app.check_claim import (
    LONGEST_CLAIM,
    MEANINGS,
    ListName,
    Match,
    Verdict,
    check_claim,
    evidence_of,
    place_of,
)
from app.dependencies import API, only, reads_release
from app.evidence.queries.reading import read_compared

router = APIRouter(prefix=API, tags=["Ask"])


class ClaimMatch(BaseModel):
    """A row that is near a claim."""

    model_config = ConfigDict(extra="forbid")

    list_name: ListName
    differences: list[str] = Field(description="How the row differs from the claim.")
    shared: float = Field(
        description="How near the row is to the claim, in its words and what they mean: at most 1."
    )
    link: str = Field(description="The address of the row.")
    row: dict[str, Any] = Field(description="The row, as in its list.")


class ClaimCheck(BaseModel):
    """Whether the evidence says what a claim says."""

    model_config = ConfigDict(extra="forbid")

    claim: str
    verdict: Verdict
    meaning: str = Field(description="The verdict in words.")
    differences: list[str] = Field(
        description="What the nearest row has otherwise: figure, project, scope, direction, "
        "hedge, wording."
    )
    projects: list[str] = Field(description="The projects that the claim was taken to be about.")
    release: str
    results: list[ClaimMatch]


@router.get(
    "/check-claim",
    operation_id="check_claim",
    summary="Whether the evidence says what a sentence says",
    response_model=ClaimCheck,
    dependencies=[Depends(only("claim", "project"))],
)
@reads_release
def check(
    session: Session,
    lexicon: Lexicon,
    claim: Annotated[
        str, Parameter(description="A sentence or a figure.", max_length=LONGEST_CLAIM)
    ],
    project: Annotated[str | None, Parameter(description="The project that it is about.")] = None,
) -> Response:
    """Supported only where a row says it; differs only where a row shows so; else not found."""
    ids = read_compared([project], lexicon.catalogue) if project else [None]
    result = check_claim(claim, evidence_of(session, lexicon), *ids[:1])
    body = {
        "claim": claim,
        "verdict": result.verdict,
        "meaning": MEANINGS[result.verdict],
        "differences": result.differences,
        "projects": result.projects,
        "release": lexicon.catalogue.release,
        "results": [_shown(match) for match in result.matches],
    }
    return as_json(body)


def _shown(match: Match) -> dict[str, Any]:
    name, key = place_of(match.row)
    return {
        "list_name": name,
        "differences": match.differences,
        "shared": round(match.near, 3),
        "link": link(f"{API}/{name}/{key}"),
        "row": match.row,
    }
