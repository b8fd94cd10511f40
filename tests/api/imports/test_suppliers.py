"""A supplier cell gives a name only where it certainly holds one."""

import pytest

from api.imports import suppliers
from api.imports.faults import Problem
from api.imports.suppliers import Holds, SupplierCell, supplier_cell


def cell(found: str) -> SupplierCell:
    read = supplier_cell(found).value
    assert read is not None
    return read


def doubts(found: str) -> list[Problem]:
    return [wrong.problem for wrong in supplier_cell(found).wrong]


@pytest.mark.parametrize(
    "name",
    [
        "Halden Grounds Ltd",
        "Key",
        "Moss & Fell (Marquees) Ltd",
        "Ash and Birch",
        "Bolt Inc Ltd",
        "Dunn & Sons (1954) Ltd",
        "Teal Ltd (part of Heron Holdings Ltd)",
        "Rook51 Plastics (UK) Ltd T/A Crow Plastics",
        "Fell Groundworks Ltd, T/a Fell Group",
        "Rowan Insurance c/o Larch Partners Ltd",
        "Care-Start Northmoor",
        "Elm+Oak Limited",
        "3D Signs",
    ],
)
def test_one_name_is_a_supplier(name: str) -> None:
    assert cell(name).holds is Holds.ONE
    assert cell(name).names == (name,)
    assert doubts(name) == []


def test_a_name_is_clean_and_its_cell_verbatim() -> None:
    read = cell(" Moss &amp; Fell  Ltd,")

    assert read.names == ("Moss & Fell Ltd",)
    assert read.verbatim == "Moss &amp; Fell  Ltd,"


@pytest.mark.parametrize(
    ("found", "doubt"),
    [
        ("Moss Ltd,Fell Ltd", suppliers.SEVERAL),
        ("Ash, Birch and Cole", suppliers.SEVERAL),
        ("Moss Ltd; Fell Ltd", suppliers.SEVERAL),
        ("Moss Ltd\nFell Ltd", suppliers.SEVERAL),
        ("Moss t/a Tarn,Fell Ltd", suppliers.SEVERAL),
        ("Builders (Moss Ltd, Fell Ltd)", suppliers.SEVERAL),
        ("Not awarded to supplier,Fell Ltd", suppliers.SEVERAL),
        ("Moss Ltd and Fell Ltd", suppliers.SEVERAL_FORMS),
        ("Mill Street - Fell Renovations", suppliers.MORE_THAN_A_NAME),
        ("Moss / Fell", suppliers.MORE_THAN_A_NAME),
        ("Moss " * 60 + "Ltd", suppliers.TOO_LONG),
        ("The Northmoor Consortium", suppliers.GROUP),
        ("Moss and Fell JV", suppliers.GROUP),
        ("Various Suppliers", suppliers.UNNAMED),
        ("See attached list, lots 1-4", suppliers.UNNAMED),
        ("TBC", suppliers.UNNAMED),
        ("0100999XX", suppliers.NO_NAME),
        ("---", suppliers.NO_NAME),
    ],
)
def test_a_cell_in_doubt_is_kept_whole_and_goes_to_the_match_list(
    found: str, doubt: Problem
) -> None:
    assert cell(found) == SupplierCell(found, found, Holds.TO_MATCH)
    assert cell(found).names == ()
    assert doubts(found) == [doubt]


@pytest.mark.parametrize(
    "found",
    ["NOT AWARDED TO SUPPLIER", "Not awarded", "Contract not awarded", "No supplier"],
)
def test_not_awarded_is_no_supplier(found: str) -> None:
    assert cell(found).holds is Holds.NOBODY
    assert cell(found).names == ()
    assert doubts(found) == [suppliers.NOBODY]


def test_a_firm_that_only_begins_like_it_is_a_supplier() -> None:
    assert cell("No Limits Ltd").holds is Holds.ONE
    assert cell("Various Eateries Ltd").holds is Holds.ONE
