// Where conditions are curved: signed margins on a grid, contoured inside triangles.  Never exact, and labelled so.

const GRID = 144;

// Powers and kernels as arrays over the grid; a polynomial is a sum of products of them.
const gridValues = (logic, values, box) => {
  const [x0, x1, y0, y1] = box.map(number);
  const side = GRID + 1;
  const size = side * side;
  const xs = new Float64Array(size);
  const ys = new Float64Array(size);
  for (let j = 0, n = 0; j < side; j += 1)
    for (let i = 0; i < side; i += 1, n += 1) {
      xs[n] = x0 + ((x1 - x0) * i) / GRID;
      ys[n] = y0 + ((y1 - y0) * j) / GRID;
    }
  const near = values.map(number);
  const arrays = [xs, ys, ...near.slice(2)];
  for (const tree of logic.data.kernels) arrays.push(gridExpression(tree, arrays, size));
  return { xs, ys, grids: logic.polynomials.map((p) => gridPolynomial(p, arrays, size)) };
};

const gridExpression = (tree, arrays, size) => {
  const out = new Float64Array(size);
  const values = arrays.map((own) => (typeof own === "number" ? own : 0));
  const moving = arrays.flatMap((own, v) => (typeof own === "number" ? [] : [v]));
  for (let n = 0; n < size; n += 1) {
    for (const v of moving) values[v] = arrays[v][n];
    out[n] = floatValue(tree, values);
  }
  return out;
};

const gridPolynomial = (polynomial, arrays, size) => {
  const out = new Float64Array(size);
  const terms = new Map();
  for (const [c, powers] of polynomial) {
    let factor = Number(c);
    const rest = [];
    for (const [v, e] of powers) {
      if (typeof arrays[v] === "number") factor *= arrays[v] ** e;
      else rest.push([v, e]);
    }
    const key = rest.join("|");
    const known = terms.get(key) ?? { rest, factor: 0 };
    known.factor += factor;
    terms.set(key, known);
  }
  const product = new Float64Array(size);
  for (const { rest, factor } of terms.values()) {
    product.fill(factor);
    for (const [v, e] of rest) for (let k = 0; k < e; k += 1) for (let n = 0; n < size; n += 1) product[n] *= arrays[v][n];
    for (let n = 0; n < size; n += 1) out[n] += product[n];
  }
  return out;
};

// Signs of all polynomials at every point of the grid, as one number for each combination, and the sets that they mean.
const labelsOf = (logic, grids) => {
  const size = grids.length ? grids[0].length : (GRID + 1) ** 2;
  const sums = new Float64Array(size);
  grids.forEach((own, k) => {
    // Sums of roots of different primes tell combinations of signs apart.
    const weight = Math.sqrt(2 * k + 3) + Math.cbrt(5 * k + 2) + k / 7;
    for (let n = 0; n < size; n += 1) sums[n] += own[n] > 0 ? weight : own[n] < 0 ? -weight * 1.618 : own[n] === 0 ? 0 : NaN;
  });
  const known = new Map();
  const labels = new Int32Array(size);
  for (let n = 0; n < size; n += 1) {
    let set = known.get(sums[n]);
    if (set === undefined) {
      const signs = grids.map((own) => Math.sign(own[n]));
      set = signs.some(Number.isNaN) ? -1 : setOf(logic, holding(logic, signs));
      known.set(sums[n], set);
    }
    labels[n] = set;
  }
  return labels;
};

const numericalScene = (logic, values, box) => {
  const { xs, ys, grids } = gridValues(logic, values, box);
  const memo = new Map();
  const setOfSigns = (signs) => {
    const key = signs.join("");
    let set = memo.get(key);
    if (set === undefined) memo.set(key, (set = setOf(logic, holding(logic, signs))));
    return set;
  };
  const labels = labelsOf(logic, grids);
  const side = GRID + 1;
  const sheet = { pieces: new Map(), sizes: new Map(), segments: new Map() };
  const same = (n) => labels[n] === labels[n + 1] && labels[n] === labels[n + side] && labels[n] === labels[n + side + 1];
  for (let j = 0; j < GRID; j += 1) {
    for (let i = 0; i < GRID; ) {
      const from = j * side + i;
      if (!same(from)) {
        const corners = [from, from + 1, from + side + 1, from + side];
        for (const three of [[0, 1, 2], [0, 2, 3]]) {
          cutTriangle(sheet, grids, setOfSigns, three.map((k) => corners[(k + i + j) % 4]), xs, ys);
        }
        i += 1;
        continue;
      }
      while (i < GRID && same(j * side + i)) i += 1;
      const to = j * side + i;
      const rows = [[from, to], [to + side, from + side]].flat();
      addPiece(sheet, labels[from], rows.map((n) => [xs[n], ys[n]]));
    }
  }
  return numericalResult(logic, sheet, labels, xs, ys);
};

const addPiece = (sheet, set, points) => {
  let area = 0;
  points.forEach(([x, y], i) => {
    const [u, v] = points[(i + 1) % points.length];
    area += (x * v - u * y) / 2;
  });
  if (!area) return;
  if (!sheet.pieces.has(set)) sheet.pieces.set(set, []);
  sheet.pieces.get(set).push(points);
  sheet.sizes.set(set, (sheet.sizes.get(set) ?? 0) + area);
};

// A triangle cut by every polynomial that changes sign in it; polynomials are taken as linear inside.
const cutTriangle = (sheet, grids, setOfSigns, corners, xs, ys) => {
  const rows = grids.map((own) => corners.map((n) => own[n]));
  if (rows.some((row) => row.some(Number.isNaN))) {
    addPiece(sheet, -1, corners.map((n) => [xs[n], ys[n]]));
    return;
  }
  const near = rows.map((row) => 1e-9 * Math.max(...row.map(Math.abs)));
  let pieces = [corners.map((n, k) => ({ x: xs[n], y: ys[n], f: rows.map((row) => row[k]) }))];
  rows.forEach((row, f) => {
    if (Math.min(...row) < -near[f] && Math.max(...row) > near[f]) pieces = pieces.flatMap((p) => cutPiece(p, f, near[f]));
  });
  for (const piece of pieces) {
    const signs = rows.map((_, f) => {
      const far = piece.map((v) => v.f[f]).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
      return Math.sign(far);
    });
    const set = setOfSigns(signs);
    addPiece(sheet, set, piece.map((v) => [v.x, v.y]));
    piece.forEach((from, i) => {
      const to = piece[(i + 1) % piece.length];
      const crossed = signs.map((own, f) => (Math.abs(from.f[f]) <= near[f] && Math.abs(to.f[f]) <= near[f] ? -own : own));
      if (crossed.every((own, f) => own === signs[f])) return;
      const other = setOfSigns(crossed);
      if (other !== set && other >= 0 && set >= 0) addSegment(sheet, set, other, from, to);
    });
  }
};

const cutPiece = (piece, f, near) => {
  const values = piece.map((v) => v.f[f]);
  if (!values.some((m) => m > near) || !values.some((m) => m < -near)) return [piece];
  return [1, -1].map((side) => {
    const out = [];
    piece.forEach((v, i) => {
      const w = piece[(i + 1) % piece.length];
      const [a, b] = [v.f[f] * side, w.f[f] * side];
      if (a >= -near) out.push(v);
      if ((a > near && b < -near) || (a < -near && b > near)) {
        const t = a / (a - b);
        const between = (p, q) => p + (q - p) * t;
        const mixed = v.f.map((own, k) => (k === f ? 0 : between(own, w.f[k])));
        out.push({ x: between(v.x, w.x), y: between(v.y, w.y), f: mixed });
      }
    });
    return out;
  }).filter((part) => part.length > 2);
};

const addSegment = (sheet, one, other, from, to) => {
  const key = Math.min(one, other) * 4096 + Math.max(one, other);
  if (!sheet.segments.has(key)) sheet.segments.set(key, { sets: [Math.min(one, other), Math.max(one, other)], list: [] });
  sheet.segments.get(key).list.push([[from.x, from.y], [to.x, to.y]]);
};

// Segments joined end to end; ends closer than a thousandth of a square of the grid are the same.
const chains = (segments, width, height) => {
  const place = ([x, y]) => `${Math.round((x / width) * GRID * 1000)},${Math.round((y / height) * GRID * 1000)}`;
  const at = new Map();
  const seen = new Set();
  const list = [];
  for (const [a, b] of segments) {
    const [p, q] = [place(a), place(b)];
    const key = p < q ? `${p};${q}` : `${q};${p}`;
    if (p === q || seen.has(key)) continue;
    seen.add(key);
    const segment = { a, b, p, q, used: false };
    list.push(segment);
    for (const end of [p, q]) at.set(end, (at.get(end) ?? []).concat(segment));
  }
  const follow = (path, end) => {
    for (;;) {
      const next = (at.get(end) ?? []).find((s) => !s.used);
      if (!next) return path;
      next.used = true;
      path.push(next.p === end ? next.b : next.a);
      end = next.p === end ? next.q : next.p;
    }
  };
  return list.flatMap((s) => {
    if (s.used) return [];
    s.used = true;
    const forwards = follow([s.b], s.q);
    const backwards = follow([s.a], s.p);
    return [[...backwards.reverse(), ...forwards]];
  });
};

const numericalResult = (logic, sheet, labels, xs, ys) => {
  const side = GRID + 1;
  const [x0, y0] = [xs[0], ys[0]];
  const [width, height] = [xs.at(-1) - x0, ys.at(-1) - y0];
  const all = [...sheet.pieces].map(([set, rings]) => ({ set, rings, area: null, size: sheet.sizes.get(set) }));
  const borders = [...sheet.segments.values()].map(({ sets, list }) => ({
    sets,
    polynomials: [],
    paths: chains(list, width, height),
  }));
  const setNear = (x, y) => {
    const i = Math.min(GRID, Math.max(0, Math.round(((x - x0) / width) * GRID)));
    const j = Math.min(GRID, Math.max(0, Math.round(((y - y0) / height) * GRID)));
    return labels[j * side + i];
  };
  return {
    status: "numerical",
    regions: all.filter((r) => r.set >= 0),
    outside: all.filter((r) => r.set < 0),
    borders,
    points: [],
    thin: [],
    setNear,
  };
};
