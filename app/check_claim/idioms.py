"""Words that mean one thing together, as one word: pulled out is withdrew."""

import re

_IDIOMS = {
    r"(?:pull|back)(?:ed|ing)? out|drop(?:ped|ping)? out|walk(?:ed|ing)? away": "withdrew",
    r"h[eo]ld(?:ing)? (?:it |them )?back|set back": "hindered",
    r"(?:stood|stand|got|get)s? in the way(?: of)?": "hindered",
    r"h[eo]ld(?:ing)? (?:it |them )?up|put back": "delayed",
    r"behind (?:time|schedule)|overr[au]n|(?:took|taking) longer": "delayed",
    r"(?:picked|sped|speeded) up(?: speed)?|ahead of (?:time|schedule)": "faster",
    r"(?:too |very )?small to be (?:sure|certain)": "inconclusive",
    r"(?:at|in|from) the (?:very )?(?:start|beginning|outset)|at the first": "starting",
    r"at first|to begin with|to start with|early on|in its early \w+": "initially",
    r"too (?:few|little|small a number of)|not (?:enough|sufficient)": "insufficient",
    r"only a few|a few|relatively few|one or two": "some",
    r"(?:little|hardly any|barely any) change|chang\w+ (?:very )?(?:little|hardly)": "unchanged",
    r"hardly chang\w+|stay\w* (?:about )?(?:the same|as (?:it|they) w\w+)": "unchanged",
    r"went (?:up|higher)|go(?:es|ing)? up": "rose",
    r"went (?:down|lower)|go(?:es|ing)? down|came down|brought down|w(?:as|ere) down": "fell",
    r"too small (?:for (?:firm|robust|any) \w+|to \w+(?: \w+)?)": "inconclusive",
    r"(?:no|not) firm \w+": "inconclusive",
    r"too early to (?:tell|say|judge)|cannot be sure": "inconclusive",
    r"local(?: government)? authorit(y|ies)": "council",
    r"no longer": "stopped",
    r"above all|most of all": "",
    r"(?:problems?|trouble|issues) with": "sometimes difficult",
    r"g[eo]t(?:ting)? (?:\w+ ){0,2}past": "overcame",
    r"let (\w+ )?go": "dismissed",
    r"(?:turn|end)(?:s|ed|ing)? (?:out|up)(?: to be)?|appl(?:y|ies|ied|ying) for": "",
    r"(?:a long way|miles|far)(?: off| away)|distant": "faraway",
    r"part of the reason|in part|partly": "partially",
    r"long(?:er)?[- ]term": "longterm",
    r"highly": "very",
    r"(?:twelve|12) months": "year",
    r"(?:re-|re)(referrals?|admissions?)": r"repeat \1",
    r"as opposed to|rather than|in place of": "instead of",
    r"not only": "",
    r"no (?:change|difference)": "unchanged",
    r"credited with|put down to|thanks to|attributed to|owing to|as a result of": "",
    r"so as to|in order to|in particular|as well(?: as)?|at least|good deal": "",
    r"short of|shortfall in": "lack",
    r"spen(?:d|ds|t|ding)(?= (?:\S+ ){0,4}time\b)": "",
    r"in general": "",
    r"(?:hardly|barely|scarcely) any": "lack",
    r"us[ -]and[ -]them|them[ -]and[ -]us": "division",
    r"gr[eo]w(?:ing|n)? up": "",
    r"(?:for )?(?:every|each) (?:£1|pound)(?: (?:spent|invested))?": "per pound",
    r"more of an?": "more",
    r"manage[sd]? to": "succeed in",
    r"put(?:ting|s)? (?:\w+ )?in(?:to)? place": "implement",
    r"meant|meaning that": "",
}
_IRREGULAR = (
    "led lead, ran run, taught teach, sent send, kept keep, chose choose, chosen choose, "
    "sought seek, told tell, spoke speak, dealt deal, lost lose, paid pay, bought buy, "
    "thought think, felt feel, drew draw, fed feed, met meet, wrote write, written write, "
    "began begin, broke break, broken break, drove drive, fought fight"
)
_IDIOMS |= dict(pair.split() for pair in _IRREGULAR.split(", "))
_ADJECTIVE = re.compile(r"\w+(?:ed|ing|ive|ful|ous|al|able|ic|ly|ent|ant)")


def is_adjective(word: str) -> bool:
    """Whether a word ends as adjectives and adverbs do."""
    return bool(_ADJECTIVE.fullmatch(word))


IDIOMS = tuple((re.compile(rf"\b(?:{one})\b"), other) for one, other in _IDIOMS.items())
"""Words that mean one thing together, as one word."""
