"""Sealed fields: they open where they belong and nowhere else, under every key that is not lost."""

import base64
import re
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.keys import add_sealing_key, sealing_keys
from app.core.sealed import BrokenSealError, JsonWithSealedNumbers, blind_index, key_of, seal, unseal
from app.core.settings import settings

ROW, OTHER = UUID(int=1), UUID(int=2)


@given(st.text(max_size=60))
def test_a_seal_opens_to_what_was_sealed_and_shows_nothing_of_it(text: str) -> None:
    sealed = seal(text, "person.phone", ROW)
    assert unseal(sealed, "person.phone", ROW) == text
    assert re.fullmatch(r"v1\.1\.[A-Za-z0-9_-]+", sealed)
    assert sealed != seal(text, "person.phone", ROW)


@given(st.integers(min_value=0, max_value=38 * 8 - 1))
def test_every_flipped_bit_keeps_a_seal_shut(bit: int) -> None:
    kid, raw = _parts(seal("00000000011", "person.phone", ROW))
    flipped = bytearray(raw)
    flipped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BrokenSealError, match="altered or moved"):
        unseal(f"v1.{kid}.{base64.urlsafe_b64encode(flipped).decode().rstrip('=')}", "person.phone", ROW)


def _parts(sealed: str) -> tuple[str, bytes]:
    _, kid, body = sealed.split(".")
    return kid, base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))


def test_a_seal_opens_in_no_other_row_and_no_other_column() -> None:
    sealed = seal("00000000011", "person.phone", ROW)
    for where, row in (("person.phone", OTHER), ("person.contact_phone", ROW), ("person.phone", "")):
        with pytest.raises(BrokenSealError, match=re.escape(where)):
            unseal(sealed, where, row)


@pytest.mark.parametrize("stored", ["", "00000000011", "v1.1.", "v1.1.AAAA", "v2.1." + "A" * 60, "v1.x." + "A" * 60])
def test_what_is_no_seal_is_never_taken_for_one(stored: str) -> None:
    with pytest.raises(BrokenSealError, match="holds no seal"):
        unseal(stored, "person.phone", ROW)


def test_an_error_names_the_place_and_not_the_number() -> None:
    with pytest.raises(BrokenSealError) as error:
        unseal(seal("00000000011", "person.phone", ROW), "person.phone", OTHER)
    assert str(OTHER) in str(error.value)
    assert "00000000011" not in str(error.value)


def test_a_new_key_seals_from_then_on_and_the_old_one_still_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    old = seal("00000000011", "person.phone", ROW)
    assert (key_of(old), add_sealing_key()) == ("1", "2")
    new = seal("00000000011", "person.phone", ROW)
    assert key_of(new) == "2"
    assert unseal(old, "person.phone", ROW) == unseal(new, "person.phone", ROW) == "00000000011"
    assert add_sealing_key() == "3"
    assert len({bytes(key) for key in sealing_keys().values()}) == 3
    assert (tmp_path / "sealing-keys.json").stat().st_mode & 0o077 == 0
    (tmp_path / "sealing-keys.json").unlink()
    with pytest.raises(BrokenSealError, match="sealed with key 2, which"):
        unseal(new, "person.phone", ROW)


def test_an_index_is_the_same_for_the_same_text_and_differs_by_kind() -> None:
    assert blind_index("phone", "00000000011") == blind_index("phone", "00000000011")
    assert len({blind_index("phone", "0011"), blind_index("phone-tail", "0011"), blind_index("phone", "0012")}) == 3


def test_only_telephone_numbers_within_json_are_sealed() -> None:
    column = JsonWithSealedNumbers("ticket.details")
    told = {"n": 13800000000, "tail": "0011", "parties": [{"name": "王", "phone": "00000000011"}], "none": None}
    stored = column.process_bind_param(told, None)  # type: ignore[arg-type]
    assert set(stored["parties"][0]["phone"]) == {"sealed"}
    assert stored | {"parties": None} == told | {"parties": None}
    assert column.process_result_value(stored, None) == told  # type: ignore[arg-type]
