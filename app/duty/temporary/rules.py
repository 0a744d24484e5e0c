"""What temporary rosters are called, and which of them cannot wait."""

from app.core.words import Words
from app.duty.temporary.models import Occasion

OCCASIONS = {
    Occasion.SPRING_FESTIVAL: Words("春节值班", "Spring Festival"),
    Occasion.HOLIDAY: Words("节日值班", "Holiday"),
    Occasion.FLOOD: Words("防汛值班", "Flood watch"),
    Occasion.FOREST_FIRE: Words("防火值班", "Forest fire watch"),
    Occasion.SNOW: Words("防雪防冻值班", "Snow and frost watch"),
    Occasion.HARVEST: Words("三夏值班", "Harvest"),
    Occasion.EMERGENCY: Words("应急值班", "Emergency"),
}
# These begin at once, and whoever is needed is told at night as well.
EMERGENCIES = frozenset({Occasion.FLOOD, Occasion.FOREST_FIRE, Occasion.EMERGENCY})


def occasion_words(occasion: str | None) -> Words | None:
    """What an occasion is called on the board and in the roster; None for a usual turn."""
    return OCCASIONS[Occasion(occasion)] if occasion else None
