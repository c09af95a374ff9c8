"""Declarations become a pack; mistakes in them are all named, with their places."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from crossfoot.forms.faults import FormFault
from crossfoot.forms.load import load_pack
from crossfoot.forms.model import Aggregation, FieldType, Pack
from crossfoot.forms.pack import builtin

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"


def declared(tmp_path: Path, **files: str) -> Pack:
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_pack([tmp_path], "mine")


def test_a_field_needs_only_an_id(tmp_path: Path) -> None:
    pack = declared(
        tmp_path, visits="form: visits\nfields:\n- id: found\n- {id: share, type: pct}\n"
    )
    found, share = pack.forms["visits"].fields.values()
    assert (found.type, found.aggregation, found.unit) == (FieldType.COUNT, Aggregation.ADD, "")
    assert (share.aggregation, share.unit) == (Aggregation.RATE, "%")
    assert found.name("zh") == found.name("en") == "found"
    assert pack.forms["visits"].name("zh") == "visits"


def test_an_english_pack_says_nothing_chinese(tmp_path: Path) -> None:
    pack = declared(
        tmp_path,
        visits="form: visits\nen: Site visits\ngrain: [unit, period]\n"
        "fields:\n  - {id: found, en: Hazards found, unit: items}\n",
    )
    form = pack.forms["visits"]
    assert form.name("zh") == "Site visits"
    assert form.fields["found"].name("zh") == "Hazards found"
    assert form.grain == ("unit", "period")


def test_what_adds_up_is_cumulative_in_a_cumulative_form(tmp_path: Path) -> None:
    pack = declared(
        tmp_path,
        a="form: a\ncumulative: true\nfields:\n  - {id: x}\n  - {id: r, type: pct}\n"
        "  - {id: stock, cumulative: false}\n",
    )
    flags = {field.id: field.cumulative for field in pack.forms["a"].fields.values()}
    assert flags == {"x": True, "r": False, "stock": False}


def test_other_top_level_keys_go_into_the_lexicon_as_they_are(tmp_path: Path) -> None:
    pack = declared(tmp_path, words="words:\n  measures: [家, 项]\n  share: 0.5\nnames: {a: b}\n")
    assert pack.lexicon["words"]["measures"] == ["家", "项"]
    assert str(pack.lexicon["words"]["share"]) == "0.5"
    assert pack.lexicon["names"] == {"a": "b"}


def test_a_file_of_several_such_keys_goes_there_under_its_name(tmp_path: Path) -> None:
    pack = declared(tmp_path, words="measures: [家, 项]\ntenths: 成\n")
    assert pack.lexicon == {"words": {"measures": ["家", "项"], "tenths": "成"}}


def test_later_folders_add_to_earlier_ones(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        text = f"form: {name}\nfields: [{{id: x}}]\n"
        (tmp_path / name / "form.yaml").write_text(text, encoding="utf-8")
    pack = load_pack([tmp_path / "one", tmp_path / "two"])
    assert list(pack.forms) == ["one", "two"]
    assert pack.forms["two"].source == f"{(tmp_path / 'two' / 'form.yaml').as_posix()}:1"


def test_all_faults_are_named_with_line_and_column(tmp_path: Path) -> None:
    text = """\
# a form with five mistakes
form: visits
titel: Visits
fields:
  - {id: found, tpye: int}
  - {id: fixed, type: integer}
  - {id: fixed}
  - {en: Open}
  - {id: rate, type: pct, decimals: -1}
  - {id: late, after: {field: fuond, labels: [late]}}
"""
    with pytest.raises(FormFault) as caught:
        declared(tmp_path, visits=text)
    places = [(fault.line, fault.column) for fault in caught.value.faults]
    assert sorted(places) == [(3, 1), (5, 17), (6, 23), (7, 10), (8, 5), (9, 37), (10, 31)]
    english = " ".join(fault.en for fault in caught.value.faults)
    for offered in ("did you mean type?", "did you mean int", "did you mean found?"):
        assert offered in english
    assert all("是否应为" in fault.zh or "?" not in fault.en for fault in caught.value.faults)
    assert str(tmp_path / "visits.yaml") in str(caught.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("form: a\nfields: [\n", 3),
        ("form: a\nform: b\nfields: [{id: x}]\n", 2),
        ("- form\n", 1),
        ("form: a\nfields: {id: x}\n", 2),
        ("fields:\n  - {id: x}\n", 1),
        ("sectors:\n  - {id: pond, part_of: lake}\n", 2),
        ("tokens:\n  blanks: ['']\n", 2),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(FormFault) as caught:
        declared(tmp_path, broken=text)
    assert [fault.line for fault in caught.value.faults] == [line]


def test_a_form_declared_in_two_files_is_a_fault(tmp_path: Path) -> None:
    text = "form: a\nfields: [{id: x}]\n"
    with pytest.raises(FormFault, match="already declared"):
        declared(tmp_path, one=text, two=text)


def test_a_file_that_is_not_utf_8_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("form: 隐患".encode("gb18030"))
    with pytest.raises(FormFault, match="UTF-8"):
        load_pack([tmp_path])


def test_the_built_in_pack_is_whole() -> None:
    pack = load_pack([builtin("schemas")], "work-safety")
    assert len(pack.forms) == 8
    assert sum(len(form.fields) for form in pack.forms.values()) == 116
    assert len(pack.sectors) == 27
    names = [field.en for form in pack.forms.values() for field in form.fields.values()]
    assert all(names)
    # Within a form no two fields may be called the same.
    for form in pack.forms.values():
        labels = [field.en for field in form.fields.values()]
        assert len(labels) == len(set(labels)), form.id


def test_nothing_of_the_catalogue_is_lost() -> None:
    catalogue_file = SHARED / "domain" / "catalogue.yaml"
    if not catalogue_file.is_file():
        pytest.skip("the catalogue is not beside this repository")
    catalogue = yaml.safe_load(catalogue_file.read_text(encoding="utf-8"))
    pack = load_pack([builtin("schemas")])
    assert [form["id"] for form in catalogue["forms"]] == sorted(
        pack.forms, key=[form["id"] for form in catalogue["forms"]].index
    )
    for form in catalogue["forms"]:
        ours = pack.forms[form["id"]]
        assert (ours.zh, list(ours.aliases)) == (form["zh"], form["aliases"])
        assert (list(ours.grain), ours.cumulative) == (form["grain"], form["cumulative"])
        assert list(ours.fields) == [field["id"] for field in form["fields"]]
        for field in form["fields"]:
            mine = ours.fields[field["id"]]
            after = field.get("after")
            assert {
                "id": mine.id,
                "zh": mine.zh,
                "unit": mine.unit,
                "type": mine.type.value,
                "agg": mine.aggregation.value,
                "cum": mine.cumulative,
                "signed": mine.signed,
                "aliases": list(mine.aliases),
                "values": list(mine.values),
                "after": mine.after
                and {"field": mine.after.field, "labels": list(mine.after.labels)},
            } == {
                **{key: field[key] for key in ("id", "zh", "unit", "type", "agg", "aliases")},
                "cum": field.get("cum", False),
                "signed": field.get("signed", False),
                "values": field.get("values", []),
                "after": after,
            }
    sectors = [(s["id"], s["zh"], s["aliases"], s.get("part_of")) for s in catalogue["sectors"]]
    assert sectors == [(s.id, s.zh, list(s.aliases), s.part_of) for s in pack.sectors.values()]
    for meta in catalogue["meta_fields"]:
        assert set(meta["aliases"]) <= set(pack.meta[meta["id"]].aliases)
        assert pack.meta[meta["id"]].zh == meta["zh"]
