// The map as SVG in points of the printed page: fills, stripes, cross-lines, borders, names, points, axes.

const SVG = "http://www.w3.org/2000/svg";
const FONTS = 'STIXGeneral, "STIX Two Text", "Times New Roman", Times, serif';
const s = (tag, attributes = {}, ...children) => {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};
const fixed = (x) => String(Math.round(x * 100) / 100);

// The frame of the axes on the page, and the way from values to points.
// On a small screen type is larger beside the same map.
const frameOf = (data, box, scale) => {
  const [x0, x1, y0, y1] = box.map(number);
  const left = 40 + 14 * (scale - 1);
  const frame = { left, top: 8, width: 292 - left, height: data.axes.length > 1 ? 292 - left : 70, scale };
  frame.x = (x) => frame.left + ((x - x0) / (x1 - x0)) * frame.width;
  frame.y = (y) => frame.top + (1 - (y - y0) / (y1 - y0)) * frame.height;
  frame.value = (px, py) => [x0 + ((px - frame.left) / frame.width) * (x1 - x0), y0 + (1 - (py - frame.top) / frame.height) * (y1 - y0)];
  frame.page = { width: 300, bottom: frame.top + frame.height + 34 * scale };
  return frame;
};

const pathOf = (frame, rings, closed = true) =>
  rings.map((ring) => `M${ring.map(([x, y]) => `${fixed(frame.x(x))} ${fixed(frame.y(y))}`).join("L")}${closed ? "Z" : ""}`).join("");

const fillOf = (logic, set) => {
  const [first] = logic.sets[set].regimes;
  return first === undefined ? logic.data.look.paper : logic.colours.get(first);
};

// Rising bands at 45 degrees over the frame, anchored at its corner so that they run on across borders.
const bands = (frame, pitch, start, end) => {
  const [left, top] = [frame.left, frame.top];
  const [right, bottom] = [left + frame.width, top + frame.height];
  const period = pitch * Math.SQRT2;
  let d = "";
  for (let n = Math.floor(-frame.height / period) - 1; n * period < frame.width + frame.height; n += 1) {
    const [a, b] = [n * period + start * Math.SQRT2, n * period + end * Math.SQRT2];
    d += `M${fixed(left + a)} ${fixed(bottom)}L${fixed(left + b)} ${fixed(bottom)}L${fixed(left + b + frame.height)} ${fixed(top)}L${fixed(left + a + frame.height)} ${fixed(top)}Z`;
  }
  return right > left ? d : "";
};

const crossLines = (frame, pitch) => {
  const step = pitch * Math.SQRT2;
  const bottom = frame.top + frame.height;
  let d = "";
  for (let c = -frame.height; c < frame.width + frame.height; c += step) {
    d += `M${fixed(frame.left + c)} ${fixed(bottom)}l${frame.height} ${-frame.height}`;
    d += `M${fixed(frame.left + c)} ${fixed(frame.top)}l${frame.height} ${frame.height}`;
  }
  return d;
};

const drawFills = (view, scene, logic, frame) => {
  const { look } = logic.data;
  const clips = s("defs");
  const fills = s("g", { "stroke-linejoin": "round" });
  const byShade = new Map();
  for (const region of [...scene.outside, ...scene.regions]) {
    if (!byShade.has(region.set)) byShade.set(region.set, []);
    byShade.get(region.set).push(pathOf(frame, region.rings));
  }
  for (const [set, paths] of byShade) {
    const d = paths.join("");
    const fill = set < 0 ? look.outside : fillOf(logic, set);
    fills.append(s("path", { d, fill, stroke: fill, "stroke-width": look.seam, "fill-rule": scene.status === "exact" ? "evenodd" : "nonzero" }));
    const regimes = set < 0 ? null : logic.sets[set].regimes;
    if (!regimes || regimes.length === 1) continue;
    const id = `${view.name}-clip-${set}`;
    const rule = scene.status === "exact" ? "evenodd" : "nonzero";
    clips.append(s("clipPath", { id }, s("path", { d, "clip-rule": rule })));
    fills.append(s("g", { "clip-path": `url(#${id})` }, ...textureOf(logic, regimes, frame)));
  }
  return [clips, fills];
};

const textureOf = (logic, regimes, frame) => {
  const { look } = logic.data;
  if (!regimes.length) {
    return [s("path", { d: crossLines(frame, look.cross_pitch), fill: "none", stroke: look.grey, "stroke-width": look.cross })];
  }
  const pitch = look.pitch + look.stripe * (regimes.length - 2);
  return regimes.slice(1).map((name, k) =>
    s("path", { d: bands(frame, pitch, look.stripe * k, look.stripe * (regimes.length - 1)), fill: logic.colours.get(name) }),
  );
};

const appears = (logic, [one, other]) => {
  const [a, b] = [logic.sets[one].regimes, logic.sets[other].regimes];
  return a.every((name) => b.includes(name)) || b.every((name) => a.includes(name));
};

const drawBorders = (scene, logic, frame) => {
  const { look } = logic.data;
  const lines = s("g", { fill: "none", stroke: look.ink, "stroke-width": look.border, "stroke-linecap": "butt", "stroke-linejoin": "round" });
  for (const border of scene.borders) {
    const dash = appears(logic, border.sets) ? { "stroke-dasharray": look.dashes.join(" ") } : {};
    lines.append(s("path", { d: pathOf(frame, border.paths, false), ...dash }));
  }
  for (const { regimes, path, hidden } of scene.thin) {
    if (hidden) continue;
    const [x, y] = [frame.x(path[0][0]), frame.y(path[0][1])];
    const colour = logic.colours.get(regimes[0]);
    if (path.length > 1) lines.append(s("path", { d: pathOf(frame, [path], false), stroke: colour, "stroke-width": look.thin }));
    else lines.append(s("circle", { cx: fixed(x), cy: fixed(y), r: look.radius, fill: colour, "stroke-width": look.cross }));
  }
  return lines;
};

const textNode = (x, y, size, anchor, ...children) =>
  s("text", { x: fixed(x), y: fixed(y), "font-size": size, "text-anchor": anchor }, ...children);

// A symbol in italics with its index.
const symbolSpans = (name, size) => {
  const [base, index] = nameParts(name);
  const spans = [s("tspan", { "font-style": "italic" }, base)];
  if (index) spans.push(s("tspan", { dy: fixed(size * 0.25), "font-size": fixed(size * 0.72), "font-style": "italic" }, index));
  return spans;
};

const axisTitle = (axis, size) => {
  const [name, , , meaning] = axis;
  const words = meaning ? `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}, ` : "";
  return [words.length > 52 ? "" : words, ...symbolSpans(name, size)];
};

const drawAxes = (logic, frame) => {
  const { look, axes } = logic.data;
  const group = s("g", { fill: look.ink, stroke: "none" });
  group.append(
    s("rect", { x: frame.left, y: frame.top, width: frame.width, height: frame.height, fill: "none", stroke: look.ink, "stroke-width": look.axes }),
  );
  const tick = look.sizes.tick;
  const bottom = frame.top + frame.height;
  for (const [value, text] of ticksOf(axes[0])) {
    const x = frame.x(value);
    group.append(s("path", { d: `M${fixed(x)} ${bottom}v3`, stroke: look.ink, "stroke-width": look.axes }));
    group.append(textNode(x, bottom + 4 + 0.94 * tick, tick, "middle", text));
  }
  group.append(textNode(frame.left + frame.width / 2, bottom + 24 * frame.scale, look.sizes.title, "middle", ...axisTitle(axes[0], look.sizes.title)));
  if (axes.length > 1) {
    for (const [value, text] of ticksOf(axes[1])) {
      const y = frame.y(value);
      group.append(s("path", { d: `M${frame.left} ${fixed(y)}h-3`, stroke: look.ink, "stroke-width": look.axes }));
      group.append(textNode(frame.left - 5, y + tick * 0.34, tick, "end", text));
    }
    const middle = frame.top + frame.height / 2;
    const title = textNode(10, middle, look.sizes.title, "middle", ...axisTitle(axes[1], look.sizes.title));
    title.setAttribute("transform", `rotate(-90 10 ${middle})`);
    group.append(title);
  }
  return group;
};

// About five round numbers along an axis, with their texts.
const ticksOf = ([, lower, upper]) => {
  const [low, high] = [number(parseRatio(lower)), number(parseRatio(upper))];
  const raw = (high - low) / 5;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((k) => k * unit).find((k) => k >= raw * 0.999);
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k += 1) {
    found.push([k * step, rounded(Number((k * step).toPrecision(10)), 8)]);
  }
  return found;
};

const drawNames = (names, logic, frame) => {
  const { look } = logic.data;
  const group = s("g", { fill: look.ink, "text-anchor": "middle" });
  // Paper around letters keeps them readable on stripes.
  const halo = (set) => (logic.sets[set].regimes.length === 1 ? {} : { stroke: look.paper, "stroke-width": 2.4, "paint-order": "stroke", "stroke-linejoin": "round" });
  for (const { x, y, lines, size, set } of names.placed) {
    const [cx, cy] = [frame.left + x, frame.top + frame.height - y];
    lines.forEach((line, n) => {
      const place = cy + size * 0.33 + (n - (lines.length - 1) / 2) * size * 1.16;
      group.append(s("text", { x: fixed(cx), y: fixed(place), "font-size": size, "font-weight": "bold", ...halo(set) }, line));
    });
  }
  for (const { x, y, mark, set, fits } of names.keyed) {
    const [cx, cy] = [frame.left + x, frame.top + frame.height - y];
    if (fits) group.append(s("text", { x: fixed(cx), y: fixed(cy + 2.4), "font-size": 7, "font-weight": "bold", ...halo(set) }, mark));
  }
  return group;
};

const drawPoints = (scene, logic, frame) => {
  const { look } = logic.data;
  const group = s("g");
  scene.points.forEach(({ x, y }, n) => {
    const [cx, cy] = [frame.x(x), frame.y(y)];
    group.append(s("circle", { cx: fixed(cx), cy: fixed(cy), r: look.radius, fill: look.ink, stroke: look.paper, "stroke-width": look.rim }));
    const right = cx < frame.left + frame.width - 16;
    const low = cy - 4.5 < frame.top + 8;
    const label = (attributes) => {
      const node = textNode(cx + (right ? 4.5 : -4.5), low ? cy + 10 : cy - 4, look.sizes.point, right ? "start" : "end");
      for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
      node.append(...symbolSpans(`T_${n + 1}`, look.sizes.point));
      return node;
    };
    const rim = { stroke: look.paper, "stroke-width": 1.6, "stroke-linejoin": "round", "stroke-opacity": 0.85, "aria-hidden": "true" };
    group.append(label(rim), label({ fill: look.ink }));
  });
  return group;
};
