"""Pages in a real browser: exact answers, no request, keyboard, links, files to take away."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

import coopgame as cg

from .cases import curved, lines
from .reading import data_of
from .test_data import expected, explored, map_at, somewhere, values_for

pytestmark = pytest.mark.xdist_group("browser")
#: Maps of each model, and points on each: two thousand points of the contracting model.
MAPS = {"contracting": (10, 200), "degenerate": (2, 60), "hood": (2, 60)}
MORE = {"simultaneous": (4, 100), "spence": (3, 100), "inspection": (4, 100), "participation": (4, 100)}

ASK = "(asked) => asked.map(([values, x, y]) => explorer.at(values, x, y))"


def asked_and_expected(case, data, rng, maps, points):
    asked, answers, diagrams = [], [], []
    while len(diagrams) < maps:
        values = values_for(data, rng)
        try:
            diagram = map_at(case, data, values)
        except cg.ParameterError:
            continue
        diagrams.append((values, diagram))
        for _ in range(points):
            x, y = (somewhere(rng, axis[1], axis[2]) for axis in data["axes"])
            asked.append([list(map(str, values)), str(x), str(y)])
            answers.append(expected(diagram, x, y))
    return asked, answers, diagrams


@pytest.mark.thorough
@pytest.mark.parametrize("name", [*MAPS, *(pytest.param(name, marks=pytest.mark.long) for name in MORE)])
def test_the_page_agrees_with_maps_and_their_areas(name, tmp_path, rng, view):
    case = lines()[name]
    path = tmp_path / "page.html"
    data = explored(case, path)
    asked, answers, diagrams = asked_and_expected(case, data, rng, *(MAPS | MORE)[name])
    page = view(path)
    found = [None if one is None else tuple(one) for one in page.evaluate(ASK, asked)]
    assert [(a, f, e) for a, f, e in zip(asked, found, answers, strict=True) if f != e] == []
    for values, diagram in diagrams:
        page.evaluate("(values) => explorer.set(values)", list(map(str, values)))
        areas = {tuple(regimes): area for regimes, area, _ in page.evaluate("explorer.areas()")}
        exact = {regimes: str(diagram.area(*regimes).lower) for regimes in diagram.sets}
        assert areas == exact
        if name != "spence":  # there regions meet in points with the same sets on two sides
            assert page.evaluate("explorer.points()") == [[str(p.x), str(p.y)] for p in diagram.points]


@pytest.mark.thorough
def test_thin_sets_are_those_of_the_map(tmp_path, view):
    case = lines()["simultaneous"]
    path = tmp_path / "page.html"
    explored(case, path)
    diagram = cg.phase_diagram(case[0], case[1], case[2], concept=case[3])
    thin = view(path).evaluate("explorer.thin()")
    assert {tuple(sorted(t["regimes"])) for t in thin} == {t.regimes for t in diagram.thin}


def test_the_definition_agrees_too(tmp_path, rng, view):
    """Games of numbers solved by their definition, without any map."""
    from coopgame.equilibria.joined import regimes_at

    case = lines()["contracting"]
    path = tmp_path / "page.html"
    data = explored(case, path)
    model, page = case[0], view(path)
    for _ in range(30):
        values = [str(v) for v in values_for(data, rng)]
        x, y = (str(somewhere(rng, axis[1], axis[2])) for axis in data["axes"])
        point = dict(zip([s[0] for s in data["sliders"]], values, strict=True)) | {"p": x, "b": y}
        rest = {s: v for s, v in model.baseline.items() if s.name not in point}
        game = model.game.at({s.name: v for s, v in rest.items()} | point)
        assert tuple(page.evaluate("([v, x, y]) => explorer.at(v, x, y)", [values, x, y])) == regimes_at(
            game, model.concept, model.rule
        )


@pytest.mark.thorough
def test_curved_borders_are_labelled_numerical_and_near_the_map(tmp_path, rng, view):
    model = curved()
    path = tmp_path / "page.html"
    diagram = cg.phase_diagram(model, ("x", 0, 4), ("y", 0, 3))
    assert diagram.explore(path, ["k"]).status == "numerical"
    page = view(path)
    assert page.inner_text("#status") == "numerical"
    assert "coopgame figure" in page.inner_text("#status-words")
    k = somewhere(rng, 1, 4)
    certified = cg.phase_diagram(model, ("x", 0, 4), ("y", 0, 3), at={"k": str(k)})
    page.evaluate("(values) => explorer.set(values)", [str(k)])
    sizes = {tuple(regimes): size for regimes, _, size in page.evaluate("explorer.areas()")}
    for regimes in certified.sets:
        assert sizes[regimes] == pytest.approx(float(certified.area(*regimes)), abs=0.02)
    points = [(somewhere(rng, 0, 4, 97), somewhere(rng, 0, 3, 89)) for _ in range(60)]
    found = page.evaluate(ASK, [[[str(k)], str(x), str(y)] for x, y in points])
    assert [tuple(one) for one in found] == [certified.at(str(x), str(y)) for x, y in points]


def until(page, condition):
    """Wait; the policy of the page forbids playwright's own way, which evaluates text inside the page."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(25)
    raise AssertionError(condition)


def contracting_page(tmp_path):
    path = tmp_path / "page.html"
    explored(lines()["contracting"], path)
    return path


@pytest.mark.thorough
def test_the_keyboard_moves_sliders_and_crosshair_and_what_is_said_follows(tmp_path, view):
    page = view(contracting_page(tmp_path))
    before = page.inner_text("#map-text")
    assert "capture (40.0 per cent)" in before
    page.focus("#slider-0")
    page.keyboard.press("ArrowRight")
    until(page, "document.getElementById('map-text').textContent.includes('delta = 21/100')")
    assert "delta = 21/100" in page.text_content("#map-text")
    assert page.get_attribute("#slider-0", "aria-valuetext") == "δ = 21/100"
    page.focus("#map")
    page.keyboard.press("ArrowUp")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    said = page.inner_text("#point")
    assert "Capture" in said
    assert "capture, share" in said
    until(page, "document.getElementById('said').textContent.startsWith('p 8, b 5: capture')")
    page.keyboard.press("Escape")
    assert "Point at the map" in page.inner_text("#point")


@pytest.mark.thorough
def test_ties_are_named_where_they_are(tmp_path, view):
    page = view(contracting_page(tmp_path), "#at=3,4")
    said = page.inner_text("#point")
    assert "Capture or cooperation or restriction" in said
    assert "Tie: government is indifferent" in said
    page = view(contracting_page(tmp_path), "#at=4,5")
    assert "(capture, share) and (restrict, compete)." in page.inner_text("#point")
    assert "substitute" not in page.inner_text("#point")


@pytest.mark.thorough
def test_every_control_can_be_reached_and_has_a_name(tmp_path, view):
    page = view(contracting_page(tmp_path))
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    wanted = [
        "map",
        "copy-link",
        "save-svg",
        "save-study",
        "reset",
        "talk",
        "slider-0",
        "value-0",
        "slider-7",
        "value-7",
    ]
    assert [reached.index(name) for name in wanted] == sorted(reached.index(name) for name in wanted)
    unnamed = """() => [...document.querySelectorAll("input, button, [tabindex]")].filter((node) =>
        !(node.getAttribute("aria-label") || node.textContent.trim() || node.labels?.length)).map((node) => node.id)"""
    assert page.evaluate(unnamed) == []
    twice = """() => { const all = [...document.querySelectorAll("[id]")].map((n) => n.id);
        return all.filter((id, n) => all.indexOf(id) !== n); }"""
    assert page.evaluate(twice) == []


@pytest.mark.thorough
def test_the_address_holds_the_state(tmp_path, view):
    path = contracting_page(tmp_path)
    page = view(path, "#delta=1/3&V=12&at=13/4,5&rho=9&nonsense=1&%E0%A4%A")
    assert page.evaluate("explorer.state.values.slice(2).map((v) => v.join('/'))")[:4] == ["1/3", "3/5", "1/1", "12/1"]
    assert page.input_value("#value-0") == "1/3"
    page.fill("#value-0", "0.4")
    page.press("#value-0", "Enter")
    until(page, "location.hash.includes('delta=2/5')")
    again = view(path, page.evaluate("location.hash"))
    assert again.evaluate("explorer.areas()") == page.evaluate("explorer.areas()")
    assert again.inner_text("#point") == page.inner_text("#point")
    page.fill("#value-0", "7")
    page.press("#value-0", "Enter")
    assert page.get_attribute("#value-0", "aria-invalid") == "true"


@pytest.mark.thorough
@pytest.mark.parametrize(
    "name", ["contracting", *(pytest.param(n, marks=pytest.mark.long) for n in ("hood", "simultaneous"))]
)
def test_the_study_to_take_away_draws_the_same_map(name, tmp_path, rng, view):
    case = lines()[name]
    path = tmp_path / "page.html"
    data = explored(case, path)
    page = view(path)
    page.evaluate("(values) => explorer.set(values)", [str(v) for v in values_for(data, rng)])
    if name == "simultaneous":
        # A rule by strategies reads mixtures too, and a study says so in the same words.
        assert data["study"]
    with page.expect_download() as download:
        page.click("#save-study")
    study = tmp_path / "again.toml"
    download.value.save_as(study)
    again = cg.read_study(study).run()
    areas = {tuple(regimes): area for regimes, area, _ in page.evaluate("explorer.areas()")}
    assert areas == {regimes: str(again.area(*regimes).lower) for regimes in again.sets}


@pytest.mark.thorough
def test_the_picture_to_take_away_stands_alone(tmp_path, view):
    page = view(contracting_page(tmp_path))
    page.evaluate("explorer.set(['1/2', '3/5', '1', '10', '1', '1', '0', '0'])")
    with page.expect_download() as download:
        page.click("#save-svg")
    picture = tmp_path / "map.svg"
    download.value.save_as(picture)
    text = picture.read_text("utf-8")
    tree = ET.fromstring(text)  # noqa: S314 - our own file
    kinds = {node.tag.split("}")[1] for node in tree.iter()}
    assert {"title", "desc", "path", "text"} <= kinds
    assert not {"script", "image", "foreignObject", "pattern"} & kinds
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", text)
    assert "#EC9467" in text
    assert "delta = 1/2" in text
    assert " style=" not in text


@pytest.mark.thorough
def test_stripes_mark_several_equilibria_and_cross_lines_none(tmp_path, view):
    path = tmp_path / "hunt.html"
    hunt = cg.Game.from_bimatrix([["s", 0], ["h", "h"]], [["s", "h"], [0, "h"]], strategies=[["stag", "hare"]] * 2)
    model = cg.Model(hunt, cg.ParameterSpace({"s": (0, 4), "h": (0, 4)}))
    cg.phase_diagram(model, ("s", 0, 4), ("h", 0, 4)).explore(path)
    svg = view(path).evaluate("explorer.svg()")
    assert "two equilibria" in svg
    assert svg.count("<clipPath") == 2
    path = tmp_path / "hood.html"
    explored(lines()["hood"], path)
    assert "no equilibrium" in view(path).evaluate("explorer.svg()")


@pytest.mark.thorough
def test_a_map_of_one_parameter(tmp_path, view):
    path = tmp_path / "page.html"
    diagram = cg.phase_diagram(cg.models.inspection(), ("c", 0, 8))
    diagram.explore(path, [("f", 2, 6)])
    page = view(path)
    areas = {tuple(regimes): area for regimes, area, _ in page.evaluate("explorer.areas()")}
    assert areas == {regimes: str(diagram.area(*regimes).lower) for regimes in diagram.sets}
    assert page.evaluate("explorer.at(['3'], '0')") == list(diagram.at(0))
    page.focus("#map")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    until(page, "document.getElementById('point').textContent.includes('c=4.08')")


@pytest.mark.thorough
def test_hostile_words_stay_words(tmp_path, view):
    path = tmp_path / "page.html"
    hostile = "</script><script>window.caught = 1</script><img src=x onerror='window.caught = 1'>"
    game = hostile_game()
    space = cg.ParameterSpace(
        {"x": (0, 1), "y": (0, 1), "constructor": (0, 1)}, meanings={"x": hostile, "constructor": hostile}
    )
    rule = cg.ByStrategy("constructor", {"toString": "__proto__", "'); window.caught = 1; ('": "constructor"})
    model = cg.Model(game, space, rule=rule, baseline={"constructor": "1/2"}, citation=hostile)
    diagram = cg.phase_diagram(model, ("x", 0, 1), ("y", 0, 1))
    object.__setattr__(diagram, "title", hostile)
    diagram.explore(path, ["constructor"])
    assert data_of(path)["title"] == hostile
    page = view(path, "#at=1/4,3/4")
    page.click("#conditions-part summary")
    assert page.inner_text("h1") == hostile
    assert "__proto__" in page.inner_text("#point")
    assert page.evaluate("window.caught") is None
    picture = page.evaluate("explorer.svg()")
    assert "<script" not in picture
    ET.fromstring(picture)  # noqa: S314 - our own text


def hostile_game():
    one, other = "'); window.caught = 1; ('", "toString"
    column = "*| window.caught = 1"
    payoffs = {(one, column): ("x", 0), (other, column): ("2*y*constructor", 0)}
    return cg.Game(["constructor", "__proto__"], [[one, other], [column]], payoffs)


@pytest.mark.thorough
def test_a_phone_shows_everything_without_scrolling_sideways(tmp_path, view):
    path = contracting_page(tmp_path)
    page = view(path)
    for width, height in ((360, 740), (1280, 900), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = page.locator("#map").bounding_box()
        assert box["width"] <= width
        assert box["height"] <= height
    page.click("#talk")
    assert page.get_attribute("#talk", "aria-pressed") == "true"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1920


@pytest.mark.thorough
def test_borders_and_conditions_have_the_current_numbers(tmp_path, view):
    page = view(contracting_page(tmp_path))
    page.click("#conditions-part summary")
    words = page.text_content("#borders").replace(" ", "")
    assert "b=p+1" in words
    assert "p=3" in words
    # A part that opens tells so only afterwards.
    until(page, "document.getElementById('conditions').textContent.includes('is possible where')")
    page.evaluate("explorer.set(['3/10', '3/5', '1', '10', '1', '1', '0', '0'])")
    assert "p=4" in page.text_content("#borders").replace(" ", "")
    assert page.locator("#borders math").count() > 5


def test_two_thousand_points_were_asked():
    maps, points = MAPS["contracting"]
    assert maps * points >= 2000
