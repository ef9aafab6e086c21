"""Words that decide whether two sentences say the same: denials, directions, hedges, numbers."""

from app.evidence.words import stem


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


NEGATIONS = _stems(
    "not no never none nobody nothing without cannot neither nor nowhere fail lack absent isnt "
    "arent wasnt werent doesnt dont didnt hasnt havent hadnt couldnt wouldnt unable little hardly "
    "unclear despite although instead rather except excluding"
)
DIRECTIONS = {
    "up": _stems(
        "increase rise rose risen grow grew grown improve improvement more higher high gain better "
        "greater extend expand raise double strong strengthen above exceed larger"
    ),
    "down": _stems(
        "decrease reduce reduction fall fell fallen fewer less lower low drop cut decline halve "
        "worse worsen shrink weak weaken below smaller limit lose lost"
    ),
    "level": _stems("unchanged same stable steady"),
    "helped": _stems("help benefit facilitate enable support facilitator enabler ease success"),
    "hindered": _stems(
        "hinder barrier hamper obstruct challenge difficult difficulty delay late prevent burden "
        "problem inhibit impede stop confuse doubt slow"
    ),
    "began": _stems("start begin began set introduce keep continue remain sustain"),
    "ended": _stems("end close cease withdraw abandon drop leave"),
    "early": _stems("early first before"),
    "after": _stems("later after afterwards last"),
    "saved": _stems("save saving return"),
    "spent": _stems("cost spend spent expense"),
    "agreed": _stems("agree accept willing welcome commit commitment trust"),
    "refused": _stems("disagree refuse deny denial resist unwilling reluctant reluctance distrust"),
}
"""Words of each direction: a claim says the same only where it has the same ones."""
HEDGES = {
    "some": _stems("some several certain few"),
    "many": _stems("many most mostly majority usually often generally frequently"),
    "perhaps": _stems("may might could perhaps possibly probably likely potential seem appear"),
    "partly": _stems("partly partial partially part relatively somewhat"),
    "about": _stems("about around approximately roughly nearly almost circa average"),
    "over": _stems("over least above exceed"),
    "under": _stems("under below most"),
    "said": _stems("said say thought felt feel perceive believe view seen think consider report"),
    "estimated": _stems("estimate calculate expect plan project aim target predict intend hope"),
    "sometimes": _stems("sometimes occasionally initially early yet still at-first"),
    "only": _stems("only single one sole"),
}
"""What limits a statement: where the evidence has it, a claim must have it too."""
STRENGTHENERS = _stems(
    "all every always everyone everywhere entirely completely fully wholly solely prove proof "
    "cause significant significantly definitely certainly dramatically national nationally each "
    "both must best worst main largest biggest"
)
"""What makes a statement stronger: a claim may have it only where the evidence does."""
FILLERS = _stems(
    "project programme evaluation evaluators found find wave innovation there also england report "
    "made make went go per"
)
_COUNTED = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)
NUMBERS = {
    **{word: str(number) for number, word in enumerate(_COUNTED)},
    "half": "1/2",
    "halved": "1/2",
    "third": "1/3",
    "quarter": "1/4",
    "doubled": "x2",
}
"""Numbers in words, as figures."""
