"""The day of the lunar month 初一, 初二 …: counted from the day on which the moon is new in China. Plain values.

The months and their leap months are not needed: a market "on the 3rd and 8th" comes in each of them. The instant of a new
moon is Meeus' series (Astronomical Algorithms, chapter 49), exact to some seconds in our century; the tests compare the
days with the festivals that others have tabulated.
"""

from datetime import date, timedelta
from functools import lru_cache
from math import floor, radians, sin

_MONTH = 29.530588861  # Days from new moon to new moon, on average.
_FIRST = date(2000, 1, 6)  # The new moon that is number 0.
_DAY_ZERO = date(2000, 1, 1)
_NOON_OF_DAY_ZERO = 2451544.5  # The Julian day on which that day begins, in Greenwich.
_CHINA = 8 / 24
_CLOCKS_BEHIND = 70 / 86400  # By how much our clocks are behind the even time of the series, in these decades.

# How far the moon is early or late, in days: the factor, the power of the sun's eccentricity, and the multiples of the
# sun's anomaly, the moon's anomaly and the moon's distance from its node.
_TERMS = (
    (-0.40720, 0, (0, 1, 0)),
    (0.17241, 1, (1, 0, 0)),
    (0.01608, 0, (0, 2, 0)),
    (0.01039, 0, (0, 0, 2)),
    (0.00739, 1, (-1, 1, 0)),
    (-0.00514, 1, (1, 1, 0)),
    (0.00208, 2, (2, 0, 0)),
    (-0.00111, 0, (0, 1, -2)),
    (-0.00057, 0, (0, 1, 2)),
    (0.00056, 1, (1, 2, 0)),
    (-0.00042, 0, (0, 3, 0)),
    (0.00042, 1, (1, 0, 2)),
    (0.00038, 1, (1, 0, -2)),
    (-0.00024, 1, (-1, 2, 0)),
    (-0.00007, 0, (2, 1, 0)),
    (0.00004, 0, (0, 2, -2)),
    (0.00004, 0, (3, 0, 0)),
    (0.00003, 0, (1, 1, -2)),
    (0.00003, 0, (0, 2, 2)),
    (-0.00003, 0, (1, 1, 2)),
    (0.00003, 0, (-1, 1, 2)),
)
# What the planets and the moon's node do to it: the factor in days, the angle at number 0 and its step from moon to moon.
_PLANETS = (
    (-0.00017, 124.7746, -1.56375588),
    (0.000325, 299.77, 0.107408),
    (0.000165, 251.88, 0.016321),
    (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478),
    (0.000110, 84.66, 18.206239),
    (0.000062, 141.74, 53.303771),
    (0.000060, 207.14, 2.453732),
    (0.000056, 154.84, 7.306860),
    (0.000047, 34.52, 27.261239),
    (0.000042, 207.19, 0.121824),
    (0.000040, 291.34, 1.844379),
    (0.000037, 161.72, 24.198154),
    (0.000035, 239.56, 25.513099),
    (0.000023, 331.55, 3.592518),
)


def lunar_day(on: date) -> int:
    """The day of the lunar month on which a day falls, from 1 to 30."""
    number = round((on - _FIRST).days / _MONTH) + 1
    while _new_moon(number) > on:
        number -= 1
    return (on - _new_moon(number)).days + 1


@lru_cache(maxsize=256)
def _new_moon(number: int) -> date:
    """The day, in China, of a new moon by its number."""
    century = number / 1236.85
    sun = 2.5534 + 29.10535670 * number - 0.0000014 * century**2
    moon = 201.5643 + 385.81693528 * number + 0.0107582 * century**2
    node = 160.7108 + 390.67050284 * number - 0.0016118 * century**2
    eccentricity = 1 - 0.002516 * century - 0.0000074 * century**2
    instant = 2451550.09766 + _MONTH * number + 0.00015437 * century**2
    instant += sum(
        factor * eccentricity**power * sin(radians(by_sun * sun + by_moon * moon + by_node * node))
        for factor, power, (by_sun, by_moon, by_node) in _TERMS
    )
    instant += sum(factor * sin(radians(angle + step * number)) for factor, angle, step in _PLANETS)
    return _DAY_ZERO + timedelta(days=floor(instant - _CLOCKS_BEHIND + _CHINA - _NOON_OF_DAY_ZERO))
