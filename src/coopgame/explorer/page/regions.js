// From cells to a scene: regions with exact areas, borders, points where regions meet, and thin sets.

const exactScene = (logic, values, box) => {
  const arrangement = arrange(logic.polynomials, values, box);
  const memo = new Map();
  const label = (signs) => {
    const key = signs.join("");
    let set = memo.get(key);
    if (set === undefined) memo.set(key, (set = setOf(logic, holding(logic, signs))));
    return set;
  };
  for (const cell of arrangement.cells) cell.set = label(signsIn(arrangement, cell));
  const edges = edgesOf(arrangement, label);
  const regions = joinCells(arrangement.cells, edges);
  return {
    status: "exact",
    regions: regions.filter((r) => r.set >= 0),
    outside: regions.filter((r) => r.set < 0),
    borders: bordersOf(arrangement, edges),
    points: meetingPoints(arrangement),
    thin: thinSets(logic, arrangement, edges, label),
    setNear: setFinder(arrangement, label),
  };
};

// Edges between two cells, each with the set of regimes that is possible on it.
const edgesOf = (arrangement, label) => {
  const size = arrangement.vertices.length;
  const found = new Map();
  for (const cell of arrangement.cells) {
    cell.points.forEach((from, i) => {
      const to = cell.points[(i + 1) % cell.points.length];
      const key = Math.min(from.id, to.id) * size + Math.max(from.id, to.id);
      const known = found.get(key);
      if (known) known.other = cell;
      else found.set(key, { from, to, line: cell.edges[i], cell, other: null, set: -1 });
    });
  }
  for (const edge of found.values()) {
    edge.set = edge.other ? label(signsIn(arrangement, edge.cell, edge.line)) : label(signsOnSide(arrangement, edge));
  }
  return [...found.values()];
};

// Signs in the middle of an edge on the frame: only what touches the frame can vanish there.
const signsOnSide = (arrangement, { cell, from: a, to: b }) => {
  const middle = { X: a.X * b.W + b.X * a.W, Y: a.Y * b.W + b.Y * a.W, W: 2n * a.W * b.W };
  Object.assign(middle, { x: quotient(middle.X, middle.W), y: quotient(middle.Y, middle.W) });
  const signs = signsIn(arrangement, cell);
  arrangement.meaning.forEach((m, n) => m.touches && (signs[n] = m.flip * sideOf(m.touches, middle)));
  return signs;
};

const joinCells = (cells, every) => {
  const edges = every.filter((edge) => edge.other);
  cells.forEach((cell, n) => Object.assign(cell, { n, root: n }));
  const find = (n) => {
    while (cells[n].root !== n) n = cells[n].root = cells[cells[n].root].root;
    return n;
  };
  const same = (edge) => edge.cell.set === edge.other.set && edge.cell.set === edge.set;
  for (const edge of edges) if (same(edge)) cells[find(edge.cell.n)].root = find(edge.other.n);
  const inside = new Set();
  for (const edge of edges) {
    if (find(edge.cell.n) !== find(edge.other.n)) continue;
    inside.add(`${edge.from.id},${edge.to.id}`).add(`${edge.to.id},${edge.from.id}`);
  }
  const regions = new Map();
  for (const cell of cells) {
    const root = find(cell.n);
    if (!regions.has(root)) regions.set(root, { set: cell.set, cells: [], steps: [] });
    const region = regions.get(root);
    cell.region = region;
    region.cells.push(cell);
    cell.points.forEach((from, i) => {
      const to = cell.points[(i + 1) % cell.points.length];
      if (!inside.has(`${from.id},${to.id}`)) region.steps.push({ from, to, line: cell.edges[i] });
    });
  }
  return [...regions.values()].map((region) => {
    const rings = ringsOf(region.steps);
    const area = rings.map(ringArea).reduce(plus);
    return { set: region.set, rings: rings.map((ring) => ring.map((v) => [v.x, v.y])), area, size: number(area), own: region };
  });
};

const cross = (a, b, c) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

// Closed chains of steps; where several leave a vertex the sharpest left turn keeps rings apart.
const ringsOf = (steps) => {
  const leaving = new Map();
  for (const step of steps) {
    if (!leaving.has(step.from.id)) leaving.set(step.from.id, []);
    leaving.get(step.from.id).push(step);
  }
  const rings = [];
  const take = (step) => {
    const own = leaving.get(step.from.id);
    own.splice(own.indexOf(step), 1);
    return step;
  };
  for (const first of steps) {
    if (!leaving.get(first.from.id).includes(first)) continue;
    const ring = [take(first)];
    while (ring.at(-1).to !== first.from) {
      const last = ring.at(-1);
      const ways = leaving.get(last.to.id);
      ways.sort((a, b) => cross(last.from, last.to, b.to) - cross(last.from, last.to, a.to));
      ring.push(take(ways[0]));
    }
    // A vertex where the ring goes straight on is left out.
    rings.push(ring.filter((step, i) => step.line !== ring.at(i - 1).line).map((step) => step.from));
  }
  return rings;
};

const ringArea = (ring) => {
  let total = ZERO;
  ring.forEach((v, i) => {
    const w = ring[(i + 1) % ring.length];
    total = plus(total, ratio(v.X * w.Y - w.X * v.Y, 2n * v.W * w.W));
  });
  return total;
};

// Borders between different sets, joined along each line.
const bordersOf = (arrangement, edges) => {
  const groups = new Map();
  for (const edge of edges) {
    if (!edge.other) continue;
    const [one, other] = [edge.cell.set, edge.other.set].sort((a, b) => a - b);
    if (one === other || one < 0) continue;
    const key = `${edge.line},${one},${other}`;
    if (!groups.has(key)) groups.set(key, { line: edge.line, sets: [one, other], edges: [] });
    groups.get(key).edges.push(edge);
  }
  const found = [];
  for (const { line, sets, edges: own } of groups.values()) {
    const [a, b] = arrangement.lines[line].near;
    const along = (v) => b * v.x - a * v.y;
    const pieces = own
      .map(({ from, to }) => (along(from) < along(to) ? [from, to] : [to, from]))
      .sort((s, t) => along(s[0]) - along(t[0]));
    const runs = [];
    for (const [from, to] of pieces) {
      if (runs.length && runs.at(-1)[1] === from) runs.at(-1)[1] = to;
      else runs.push([from, to]);
    }
    const polynomials = arrangement.meaning.flatMap((m, n) => (m.line === line ? [n] : []));
    found.push({ sets, polynomials, paths: runs.map((run) => run.map((v) => [v.x, v.y])) });
  }
  return found;
};

const meetingPoints = (arrangement) => {
  const around = new Map();
  for (const cell of arrangement.cells) {
    if (cell.set < 0) continue;
    for (const v of cell.points) around.set(v, (around.get(v) ?? new Set()).add(cell.region));
  }
  return [...around]
    .filter(([, regions]) => regions.size > 2)
    .map(([v, regions]) => ({
      x: v.x,
      y: v.y,
      exact: [ratio(v.X, v.W), ratio(v.Y, v.W)],
      sets: [...new Set([...regions].map((r) => r.set))],
    }))
    .sort((a, b) => a.x - b.x || a.y - b.y);
};

// Edges and vertices with regimes that are possible on no cell beside them; hidden where an edge shows them already.
const thinSets = (logic, arrangement, edges, label) => {
  const regimes = (set) => (set < 0 ? [] : logic.sets[set].regimes);
  const extra = (set, sets) => regimes(set).filter((name) => !sets.some((s) => regimes(s).includes(name)));
  const found = [];
  const [near, beside] = [new Map(), new Map()];
  for (const cell of arrangement.cells) for (const v of cell.points) near.set(v, (near.get(v) ?? []).concat(cell.set));
  for (const edge of edges) {
    const more = extra(edge.set, [edge.cell.set, edge.other?.set ?? -1]);
    if (more.length) found.push({ regimes: more, path: [edge.from, edge.to].map((v) => [v.x, v.y]) });
    for (const v of [edge.from, edge.to]) beside.set(v, (beside.get(v) ?? []).concat(edge.set));
  }
  for (const [v, sets] of near) {
    const set = label(signsAt(arrangement, v));
    const more = extra(set, sets);
    const hidden = !extra(set, [...sets, ...(beside.get(v) ?? [])]).length;
    if (more.length) found.push({ regimes: more, path: [[v.x, v.y]], hidden });
  }
  return found;
};

// The set near a point, in doubles, for places of names only.
const setFinder = (arrangement, label) => {
  const lines = arrangement.lines.map((line) => line.near);
  const memo = new Map();
  return (x, y) => {
    let key = 1;
    for (let n = 4; n < lines.length; n += 1) {
      const [a, b, c] = lines[n];
      key = (key * 2 + (a * x + b * y + c > 0 ? 1 : 0)) % 9007199254740881;
    }
    let set = memo.get(key);
    if (set === undefined) {
      const sides = lines.map(([a, b, c]) => (a * x + b * y + c > 0 ? 1 : -1));
      memo.set(key, (set = label(signsIn(arrangement, { sides }))));
    }
    return set;
  };
};
