"""Papers out of a browser: what is read on the phone fits the sheet or the slip that it is printed on."""

import re
from collections.abc import Callable
from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]  # The wheel brings no types.
import pytest

from tests.browser.matters import _ACCEPTED, Hands, _for_wang
from tests.support.browser import Phone
from tests.support.town import Town

pytestmark = pytest.mark.browser


def _printed(phone: Phone, size: str) -> list[str]:
    """The text of each page that comes out of the printer."""
    with pypdfium2.PdfDocument(BytesIO(phone.page.pdf(format=size))) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


@pytest.mark.parametrize("letters", ["17", "30"])
def test_a_long_receipt_fits_a_sheet_and_a_slip_with_the_copies_of_each_paper(
    town: Town, a_phone: Callable[..., Phone], letters: str
) -> None:
    hands = Hands(town)
    item = hands.of("李秀英").get("/catalogue/MZ-06").json()
    assert [each["copies"] for each in item["materials"]] == [4, 1, 1, 1, 1], "as many papers as any item has"
    ticket_id = hands.submit("李秀英", "errand", **_for_wang("MZ-06"))
    hands.sign("李秀英", ticket_id, "li")
    materials = [{"code": each["code"]} for each in item["materials"]]
    hands.move("李秀英", ticket_id, "accept", **_ACCEPTED | {"materials": materials})
    hands.wash()
    li = a_phone()
    li.sign_in("李秀英")
    li.page.evaluate("letters => localStorage.setItem('size', letters)", letters)
    li.open(f"/desk/tickets/{ticket_id}/receipt")
    li.sees(re.compile("^4$"))
    for size in ("A4", "A6"):
        [page] = _printed(li, size)
        assert f"{item['materials'][0]['name']} 4 " in page.replace("\r\n", " ")
        assert "签字" in page
