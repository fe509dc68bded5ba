// What stands beside the map: sliders, the point under the crosshair, areas, borders, conditions.

const h = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};
const find = (id) => document.getElementById(id);
const math = (...children) => m("math", ...children);

// A patch of the colours of a set, with its stripes.
const swatch = (logic, set, id) => {
  const node = s("svg", { viewBox: "0 0 15 9", class: "swatch", "aria-hidden": "true" });
  const { look } = logic.data;
  if (set < 0) node.append(s("rect", { width: 15, height: 9, fill: look.outside }));
  else {
    const { regimes } = logic.sets[set];
    node.append(s("rect", { width: 15, height: 9, fill: fillOf(logic, set) }));
    if (regimes.length !== 1) node.append(...textureOf(logic, regimes, { left: 0, top: 0, width: 15, height: 9 }));
  }
  node.append(s("rect", { x: 0.25, y: 0.25, width: 14.5, height: 8.5, fill: "none", stroke: look.ink, "stroke-width": 0.5 }));
  node.id = id;
  return node;
};
const setName = (logic, set) => (set < 0 ? "outside the parameter space" : logic.sets[set].name);

const makeSliders = (logic, state, changed) => {
  const list = find("sliders");
  logic.data.sliders.forEach(([name, lower, upper, step, , meaning], n) => {
    const [low, high, unit] = [lower, upper, step].map(parseRatio);
    const width = over(minus(high, low), unit);
    const most = Number((width[0] + width[1] - 1n) / width[1]);
    const range = h("input", { type: "range", id: `slider-${n}`, min: "0", max: String(most), step: "1" });
    const box = h("input", { type: "text", id: `value-${n}`, inputmode: "decimal", size: "6", autocomplete: "off", spellcheck: "false" });
    box.setAttribute("aria-label", `Value of ${plainName(name)}, exact: from ${lower} to ${upper}`);
    const label = h("label", { for: `slider-${n}` }, math(mathName(name)), h("span", { class: "meaning" }, meaning));
    list.append(h("div", { class: "slider" }, label, range, box));
    const show = () => {
      const value = state.values[n + 2];
      range.value = String(Math.round(number(over(minus(value, low), unit))));
      range.setAttribute("aria-valuetext", `${plainName(name)} = ${ratioText(value)}`);
      if (document.activeElement !== box) box.value = decimalOf(value)?.replace("−", "-") ?? ratioText(value);
      box.removeAttribute("aria-invalid");
    };
    const take = (value, event) => {
      state.values[n + 2] = value;
      show();
      changed(event);
    };
    range.addEventListener("input", (event) => {
      const place = plus(low, times(unit, [BigInt(range.value), 1n]));
      take(compare(place, high) > 0 ? high : place, event);
    });
    box.addEventListener("change", (event) => {
      const value = parseRatio(box.value);
      if (value && compare(value, low) >= 0 && compare(value, high) <= 0) take(value, event);
      else box.setAttribute("aria-invalid", "true");
    });
    box.addEventListener("blur", show);
    state.show.push(show);
  });
  find("sliders-part").hidden = !logic.data.sliders.length;
};

const mixtureText = (own, values) =>
  own.map(([name, p]) => (p === "1" ? name : `${shownValue(p, values)} ${name}`)).join(" + ");

// What is possible at the crosshair: regimes, equilibria with payoffs, and ties.
const showPoint = (logic, state) => {
  const panel = find("point");
  if (!state.at) {
    panel.replaceChildren(h("p", { class: "quiet" }, "Point at the map, or move the crosshair with the arrow keys."));
    return;
  }
  const { data } = logic;
  const values = [...state.at, ...state.values.slice(2)];
  const { set, outcomes, ties } = atPoint(logic, values);
  const place = math();
  data.axes.forEach(([name], k) => {
    if (k) place.append(m("mo", ","));
    place.append(m("mrow", mathName(name), m("mo", "="), mathRatio(values[k])));
  });
  const head = h("p", { class: "regime" }, swatch(logic, set, "point-swatch"), h("strong", {}, capitalised(setName(logic, set))), place);
  const rows = [...new Set(outcomes.map((n) => logic.outcomes[n][1]))].map((e) => {
    const { mixtures, payoffs } = data.equilibria[e];
    const names = [...new Set(outcomes.filter((n) => logic.outcomes[n][1] === e).map((n) => logic.outcomes[n][0]))];
    return h(
      "tr",
      {},
      h("td", {}, mixtures.map((own) => mixtureText(own, values)).join(", ")),
      ...data.players.map((_, k) => h("td", { class: "number" }, payoffs.length ? shownValue(payoffs[k], values) : "–")),
      ...(outcomes.length > 1 ? [h("td", {}, names.join(", "))] : []),
    );
  });
  panel.replaceChildren(head);
  if (rows.length) {
    const titles = ["equilibrium", ...data.players, ...(outcomes.length > 1 ? ["regime"] : [])];
    const top = h("tr", {}, ...titles.map((t, k) => h("th", { scope: "col", class: k && k <= data.players.length ? "number" : "" }, t)));
    panel.append(h("table", {}, h("thead", {}, top), h("tbody", {}, ...rows.slice(0, 12))));
    if (rows.length > 12) panel.append(h("p", { class: "quiet" }, `and ${rows.length - 12} more equilibria`));
  }
  const said = data.meanings.filter(([p]) => ties.includes(p)).flatMap(([, words]) => words.slice(0, 1));
  if (said.length) panel.append(h("p", { class: "tie" }, "Tie: ", [...new Set(said)].slice(0, 3).join("; "), "."));
  state.saidPoint = `${data.axes.map(([name], k) => `${plainName(name)} ${shownRatio(values[k])}`).join(", ")}: ${setName(logic, set)}.`;
};

const showAreas = (logic, scene, box) => {
  const rows = sharesOf(scene, logic, box).map(({ set, area, size, share, parts }, n) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, swatch(logic, set, `area-swatch-${n}`), capitalised(setName(logic, set)), parts > 1 && scene.status === "exact" ? ` (${parts} parts)` : ""),
      h("td", { class: "number" }, area ? shownRatio(area, 13) : `≈ ${rounded(size, 3)}`),
      h("td", { class: "number" }, `${(100 * share).toFixed(1)} %`),
    ),
  );
  find("areas").replaceChildren(...rows);
};

// A curve of a numerical map: the polynomial that is smallest in the middle of it.
const nearestPolynomial = (logic, state, border) => {
  const longest = border.paths.reduce((a, b) => (b.length > a.length ? b : a), []);
  const [x, y] = longest[Math.floor(longest.length / 2)] ?? [0, 0];
  const values = [x, y, ...state.values.slice(2).map(number)];
  const all = [...values, ...logic.data.kernels.map((tree) => floatValue(tree, values))];
  let best = [Infinity, -1];
  logic.polynomials.forEach((polynomial, n) => {
    let [total, size] = [0, 1e-300];
    for (const [c, powers] of polynomial) {
      const term = powers.reduce((product, [v, e]) => product * all[v] ** e, Number(c));
      total += term;
      size += Math.abs(term);
    }
    if (Math.abs(total) / size < best[0]) best = [Math.abs(total) / size, n];
  });
  return best[0] < 0.02 ? [best[1]] : [];
};

const showBorders = (logic, state, scene) => {
  if (!find("borders-part").open) return;
  const generators = generatorsOf(logic);
  const meanings = new Map(logic.data.meanings);
  const items = new Map();
  for (const border of scene.borders) {
    const polynomials = border.polynomials.length ? border.polynomials : nearestPolynomial(logic, state, border);
    const between = border.sets.map((set) => capitalised(setName(logic, set))).join(" | ");
    const key = polynomials.join() || between;
    if (!items.has(key)) items.set(key, { polynomials, between: [] });
    items.get(key).between.push(between);
  }
  const rows = [...items.values()].map(({ polynomials, between }) => {
    const row = h("li", {}, h("p", { class: "between" }, [...new Set(between)].join("; ")));
    if (polynomials.length) {
      const [p] = polynomials;
      const now = mathRelation(termsWith(logic.polynomials[p], state.values), 2, generators);
      const general = mathRelation(termsWith(logic.polynomials[p], null), 2, generators);
      if (typeof now !== "boolean") row.append(h("p", { class: "formula" }, math(now)));
      if (logic.data.sliders.length && typeof general !== "boolean") row.append(h("p", { class: "formula quiet" }, math(general)));
      const words = polynomials.flatMap((n) => meanings.get(n) ?? []);
      if (words.length) row.append(h("p", { class: "quiet" }, `${capitalised(words[0])}.`));
    }
    return row;
  });
  find("borders").replaceChildren(...(rows.length ? rows : [h("li", { class: "quiet" }, "There are no borders.")]));
};

const showConditions = (logic, state) => {
  if (!find("conditions-part").open) return;
  const general = find("with-symbols").checked;
  const rows = logic.data.conditions.map(([regime, formula], n) => {
    const lines = mathLines(mathFormula(logic, formula, general ? null : state.values));
    const set = numberOfSet(logic, [regime]);
    const shown = lines.slice(0, 16).map((line) => h("li", {}, line));
    if (lines.length > 16) shown.push(h("li", { class: "quiet" }, `and ${lines.length - 16} more cases`));
    return h("div", { class: "condition" }, h("p", {}, swatch(logic, set, `condition-${n}`), h("strong", {}, capitalised(regime)), " is possible where"), h("ul", { class: lines.length > 1 ? "cases" : "single" }, ...shown));
  });
  find("conditions").replaceChildren(...rows);
};
