"""Write `lexicon/states.yaml`: states with inflected Ukrainian and English names, from CLDR names and our own table.

Run once after a change: `python scripts/states.py`; needs Babel (CLDR data, Unicode licence). Names are facts; forms
follow from the rules of declension below.
"""

from pathlib import Path

import yaml
from babel import Locale

ROOT = Path(__file__).parents[1] / "src" / "servanda" / "statements" / "lexicon"
STATES = """AD AND AE ARE AF AFG AG ATG AL ALB AM ARM AO AGO AR ARG AT AUT AU AUS AZ AZE BA BIH BB BRB BD BGD BE BEL BF BFA BG
BGR BH BHR BI BDI BJ BEN BN BRN BO BOL BR BRA BS BHS BT BTN BW BWA BY BLR BZ BLZ CA CAN CD COD CF CAF CG COG CH CHE
CI CIV CL CHL CM CMR CN CHN CO COL CR CRI CU CUB CV CPV CY CYP CZ CZE DE DEU DJ DJI DK DNK DM DMA DO DOM DZ DZA EC
ECU EE EST EG EGY ER ERI ES ESP ET ETH FI FIN FJ FJI FM FSM FR FRA GA GAB GB GBR GD GRD GE GEO GH GHA GM GMB GN GIN
GQ GNQ GR GRC GT GTM GW GNB GY GUY HN HND HR HRV HT HTI HU HUN ID IDN IE IRL IL ISR IN IND IQ IRQ IR IRN IS ISL IT
ITA JM JAM JO JOR JP JPN KE KEN KG KGZ KH KHM KI KIR KM COM KN KNA KP PRK KR KOR KW KWT KZ KAZ LA LAO LB LBN LC LCA
LI LIE LK LKA LR LBR LS LSO LT LTU LU LUX LV LVA LY LBY MA MAR MC MCO MD MDA ME MNE MG MDG MH MHL MK MKD ML MLI MM
MMR MN MNG MR MRT MT MLT MU MUS MV MDV MW MWI MX MEX MY MYS MZ MOZ NA NAM NE NER NG NGA NI NIC NL NLD NO NOR NP NPL
NR NRU NZ NZL OM OMN PA PAN PE PER PG PNG PH PHL PK PAK PL POL PS PSE PT PRT PW PLW PY PRY QA QAT RO ROU RS SRB RU
RUS RW RWA SA SAU SB SLB SC SYC SD SDN SE SWE SG SGP SI SVN SK SVK SL SLE SM SMR SN SEN SO SOM SR SUR SS SSD ST STP
SV SLV SY SYR SZ SWZ TD TCD TG TGO TH THA TJ TJK TL TLS TM TKM TN TUN TO TON TR TUR TT TTO TV TUV TW TWN TZ TZA UA
UKR UG UGA US USA UY URY UZ UZB VA VAT VC VCT VE VEN VN VNM VU VUT WS WSM XK XKX YE YEM ZA ZAF ZM ZMB ZW ZWE""".split()
"""Two and three letters of each."""
PLURAL_OR_FIXED = "оеуиіїєю"
TOO_COMMON = {
    "чад",
    "того",
    "мал",
    "індія",
    "гана",
    "jordan",
    "chad",
    "georgia",
    "guinea",
    "niger",
    "oman",
    "перу",
    "куба",
}
"""Names that are also words, given names or parts of longer names: matched with their capital."""

WORDS = {"того", "малі"}
"""Ukrainian names that are common words even with a capital: only the English name is matched."""


def single(word: str) -> list[str]:
    """Forms of one Ukrainian noun."""
    low = word.lower()
    if low.endswith("ія"):
        return [low[:-2] + end for end in ("ія", "ії", "ію", "ією")]
    if low.endswith("я"):
        return [low[:-1] + end for end in ("я", "ї", "і", "ю", "єю", "ею")]
    if low.endswith("а"):
        stem = low[:-1]
        soft = {"к": stem[:-1] + "ці", "г": stem[:-1] + "зі", "х": stem[:-1] + "сі"}.get(stem[-1:], stem + "і")
        return [*(stem + end for end in ("а", "и", "у", "ою", "ею")), soft]
    if low.endswith("й"):
        return [low[:-1] + end for end in ("й", "ю", "я", "єм", "ї")]
    if low.endswith("ь"):
        return [low[:-1] + end for end in ("ь", "ю", "я", "ем", "і")]
    if low.endswith("и"):
        return [low[:-1] + end for end in ("и", "", "ів", "ам", "ами", "ах")]
    if low.endswith(tuple(PLURAL_OR_FIXED)):
        fixed = [low]
        return (
            [*fixed, low[:-1] + "а", low[:-1] + "у", low[:-1] + "ом", low[:-1] + "і"] if low.endswith("во") else fixed
        )
    return [low + end for end in ("", "у", "а", "ові", "ом", "і")]


def stemmed(name: str) -> str:
    """A name of several words: the stem of each."""
    words = [word for word in name.lower().replace("’", "'").split() if word not in {"і", "та", "й"}]
    if len(words) != len(name.split()):
        return " ~ ".join(stem(word) for word in words)
    return " ".join(stem(word) for word in words)


def stem(word: str) -> str:
    """A word without its ending, as a pattern."""
    for end in ("ська", "ський", "ські"):
        if word.endswith(end):
            return word[: -len(end)] + "ськ*"
    cut = word.rstrip("аяиіїйьуюеоєх")
    return f"{cut}*" if len(cut) > 2 and cut != word else f"{word}*"


def forms(uk: str, en: str) -> list[str]:
    """Patterns of both names."""
    words = plain(uk).split()
    if uk.isupper():
        return [f"={uk}", en.lower()]
    found = single(words[0]) if len(words) == 1 else [stemmed(uk)]
    english = en.replace("’", "'").replace("&", "and").lower()
    if words[0].lower() in WORDS:
        return [marked(english)]
    return [marked(one) for one in dict.fromkeys([*found, english])]


def plain(name: str) -> str:
    """A name with the apostrophe that the reader folds all others to."""
    return name.replace("’", "'").replace("ʼ", "'")


def marked(form: str) -> str:
    """A form that must keep its capital, if it is also a common word."""
    return f"={form.capitalize()}" if form in TOO_COMMON or len(form) <= 4 else form


def main() -> None:
    """Write the file."""
    table = yaml.safe_load((ROOT.parents[3] / "scripts" / "states.yaml").read_text("utf-8"))
    kept = yaml.safe_load((ROOT / "registry.yaml").read_text("utf-8"))
    uk, en = Locale("uk").territories, Locale("en").territories
    lines = ["# States: generated by scripts/states.py from CLDR names; do not edit by hand."]
    for code, name in zip(STATES[::2], STATES[1::2], strict=True):
        if name in kept:
            continue
        own = table.get(code, {})
        row = {"kind": "state", "en": own.get("en", en[code]), "uk": plain(own.get("uk", uk[code]))}
        more = own.get("forms", [])
        row["forms"] = list(dict.fromkeys([*forms(row["uk"], row["en"]), *more]))
        for key in ("capital", "adj"):
            if own.get(key):
                row[key] = own[key]
        text = yaml.safe_dump(row, allow_unicode=True, default_flow_style=True, width=10_000, sort_keys=False).strip()
        lines.append(f"{name}: {text}")
    (ROOT / "states.yaml").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
