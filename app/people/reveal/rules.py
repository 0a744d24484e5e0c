"""How often somebody may see numbers, and what a reason may not hold."""

import re
import unicodedata

REVEALS_A_DAY = 30
_NUMBER = re.compile(r"\d(?:[\s-]?\d){6}")


def names_a_number(reason: str) -> bool:
    """Whether a reason holds a number of seven digits or more: officers read reasons, and numbers are not for them."""
    return _NUMBER.search(unicodedata.normalize("NFKC", reason)) is not None
