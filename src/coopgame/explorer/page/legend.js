// The legend beneath the axes, the words for a reader who does not see the map, and the files to take away.

const NUMBERS = { 2: "two equilibria", 3: "three equilibria", 4: "four equilibria" };
const capitalised = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const legendEntries = (scene, logic, names) => {
  const entries = [];
  const kinds = scene.borders.map((border) => appears(logic, border.sets));
  if (kinds.includes(false)) entries.push({ kind: "solid", text: "regime boundary" });
  if (kinds.includes(true)) entries.push({ kind: "dashed", text: "equilibrium appears or vanishes" });
  const seen = new Set();
  for (const { set } of scene.regions) {
    const { regimes } = logic.sets[set];
    if (regimes.length === 1 || seen.has(regimes.length)) continue;
    seen.add(regimes.length);
    const text = regimes.length ? (NUMBERS[regimes.length] ?? "several equilibria") : "no equilibrium";
    entries.push({ kind: "fill", set, text });
  }
  if (scene.points.length) entries.push({ kind: "point", text: "triple point" });
  if (scene.thin.length) entries.push({ kind: "thin", regime: scene.thin[0].regimes[0], text: `${capitalised(scene.thin[0].regimes.join(" or "))} on a line or point only` });
  if (scene.outside.length) entries.push({ kind: "outside", text: "outside the parameter space" });
  const keyed = new Map();
  for (const { set, mark } of names.keyed) keyed.set(set, [...(keyed.get(set) ?? []), mark]);
  for (const [set, marks] of keyed) entries.push({ kind: "key", set, text: `${marks.join(", ")}: ${capitalised(logic.sets[set].name)}` });
  return entries;
};

const drawLegend = (entries, logic, frame, name) => {
  const { look } = logic.data;
  const group = s("g", { fill: look.ink });
  const size = look.sizes.legend;
  let [x, y] = [frame.left, frame.page.bottom + 6];
  entries.forEach((entry, n) => {
    const width = 20 + textWidth(entry.text, size, false) + 12;
    if (n && x + width > frame.page.width) [x, y] = [frame.left, y + 11.5];
    group.append(...handleOf(entry, logic, x, y, `${name}-key-${n}`), textNode(x + 19, y + 2.4, size, "start", entry.text));
    x += width;
  });
  return { group, height: entries.length ? y + 10 : frame.page.bottom + 2 };
};

const handleOf = ({ kind, set, regime }, logic, x, y, id) => {
  const { look } = logic.data;
  const line = { d: `M${fixed(x)} ${fixed(y)}h15`, stroke: look.ink, "stroke-width": look.border, fill: "none" };
  if (kind === "solid") return [s("path", line)];
  if (kind === "dashed") return [s("path", { ...line, "stroke-dasharray": look.dashes.join(" ") })];
  if (kind === "point") return [s("circle", { cx: fixed(x + 7.5), cy: fixed(y), r: look.radius, fill: look.ink })];
  if (kind === "thin") return [s("path", { ...line, stroke: logic.colours.get(regime), "stroke-width": 2 * look.thin })];
  const box = { x: fixed(x), y: fixed(y - 3.5), width: 15, height: 7 };
  const outline = s("rect", { ...box, fill: "none", stroke: look.ink, "stroke-width": look.cross });
  if (kind === "outside") return [s("rect", { ...box, fill: look.outside }), outline];
  const frame = { left: x, top: y - 3.5, width: 15, height: 7 };
  const { regimes } = logic.sets[set];
  const texture = regimes.length === 1 ? [] : textureOf(logic, regimes, frame);
  return [
    s("defs", {}, s("clipPath", { id }, s("rect", box))),
    s("rect", { ...box, fill: fillOf(logic, set) }),
    s("g", { "clip-path": `url(#${id})` }, ...texture),
    outline,
  ];
};

const sharesOf = (scene, logic, box) => {
  const whole = times(minus(box[1], box[0]), minus(box[3], box[2]));
  const found = new Map();
  for (const { set, area, size } of scene.regions) {
    const known = found.get(set) ?? { set, area: area && ZERO, size: 0, parts: 0 };
    found.set(set, { set, area: area && plus(known.area, area), size: known.size + size, parts: known.parts + 1 });
  }
  return [...found.values()]
    .map((own) => ({ ...own, share: own.size / number(whole) }))
    .sort((a, b) => b.share - a.share || byName(logic.sets[a.set].name, logic.sets[b.set].name));
};

const percent = (share) => (share > 0 && share < 0.001 ? "less than 0.1 per cent" : `${(100 * share).toFixed(1)} per cent`);

// One paragraph that says what the map shows, from the data and not from the drawing.
const altText = (scene, logic, box, values) => {
  const { data } = logic;
  const range = ([name, lower, upper, meaning]) => `${meaning ? `${meaning}, ` : ""}${name}, from ${lower} to ${upper}`;
  const parts = [`${data.axes.length > 1 ? "Phase diagram" : "Map of one parameter"}${data.title ? `: ${data.title}` : ""}.`];
  parts.push(`Horizontal axis: ${range(data.axes[0])}.`);
  if (data.axes.length > 1) parts.push(`Vertical axis: ${range(data.axes[1])}.`);
  const sliders = data.sliders.map(([name], n) => `${name} = ${ratioText(values[n + 2])}`);
  if (sliders.length) parts.push(`Values: ${sliders.join(", ")}.`);
  const said = sharesOf(scene, logic, box).map(({ set, share }) => `${logic.sets[set].name} (${percent(share)})`);
  parts.push(said.length ? `Regions, with shares of the ${data.axes.length > 1 ? "area" : "length"}: ${said.join(", ")}.` : "There are no regions.");
  if (scene.outside.length) parts.push("The rest of the box is outside the parameter space.");
  scene.points.forEach(({ exact, sets }, n) => {
    const place = data.axes.map(([name], k) => `${name} = ${shownRatio(exact[k])}`).join(", ");
    parts.push(`T${n + 1}, where ${sets.map((set) => logic.sets[set].name).join(", ")} meet, at ${place}.`);
  });
  parts.push(scene.status === "exact" ? "Exact." : "Numerical.");
  return parts.join(" ");
};

const offer = (name, type, text) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};

// The study that asks for the exact map of the current values.
const studyText = (logic, values) => {
  const { data } = logic;
  const lines = [...data.fixed, ...data.sliders.map(([name], n) => [name, ratioText(values[n + 2])])];
  const table = lines.map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return `${data.study}\n[at]\n${table.join("\n")}\n`;
};
