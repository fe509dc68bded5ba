// The box cut along straight lines, exactly: cells with whole homogeneous coordinates, each on a known side of each line.

const primitive = ([a, b, c]) => {
  const common = gcd(gcd(a, b), c);
  const flip = a < 0n || (a === 0n && b < 0n);
  const d = flip ? -common : common;
  return { line: [a / d, b / d, c / d], flip: flip ? -1 : 1 };
};

// A polynomial of degree one in the axes, with the sliders at fractions: a·x + b·y + c with whole numbers.
const lineOf = (polynomial, values) => {
  const sums = [ZERO, ZERO, ZERO];
  for (const [c, powers] of polynomial) {
    let place = 2;
    let term = [c, 1n];
    for (const [v, e] of powers) {
      if (v < 2) place = v;
      else term = times(term, power(values[v], e));
    }
    sums[place] = plus(sums[place], term);
  }
  const bottom = sums.reduce((d, [, own]) => (d * own) / gcd(d, own), 1n);
  return sums.map(([n, d]) => n * (bottom / d));
};

const makeVertices = () => {
  const byKey = new Map();
  const all = [];
  const byPair = new Map();
  const add = (X, Y, W) => {
    if (W < 0n) [X, Y, W] = [-X, -Y, -W];
    const common = gcd(gcd(X, Y), W);
    if (common !== 1n) [X, Y, W] = [X / common, Y / common, W / common];
    const key = `${X},${Y},${W}`;
    let vertex = byKey.get(key);
    if (!vertex) {
      vertex = { X, Y, W, x: quotient(X, W), y: quotient(Y, W), id: all.length };
      byKey.set(key, vertex);
      all.push(vertex);
    }
    return vertex;
  };
  const meet = (lines, i, j) => {
    const pair = i < j ? i * 4096 + j : j * 4096 + i;
    let vertex = byPair.get(pair);
    if (!vertex) {
      const [[a, b, c], [d, e, f]] = [lines[i].exact, lines[j].exact];
      vertex = add(b * f - c * e, c * d - a * f, a * e - b * d);
      byPair.set(pair, vertex);
    }
    return vertex;
  };
  return { all, add, meet };
};

const asLine = (exact) => ({ exact, near: exact.map(Number) });

// The side of a line on which a point is; doubles decide where they are sure.
const sideOf = (line, v) => {
  const [a, b, c] = line.near;
  const terms = [a * v.x, b * v.y, c];
  const value = terms[0] + terms[1] + terms[2];
  const sure = 1e-10 * (Math.abs(terms[0]) + Math.abs(terms[1]) + Math.abs(terms[2]));
  if (Math.abs(value) > sure && Number.isFinite(value)) return value > 0 ? 1 : -1;
  const exact = line.exact[0] * v.X + line.exact[1] * v.Y + line.exact[2] * v.W;
  return exact > 0n ? 1 : exact < 0n ? -1 : 0;
};

// The two parts of a convex cell that a line crosses, or the cell itself with the side on which it lies.
const splitCell = (cell, n, lines, vertices) => {
  const sides = cell.points.map((v) => sideOf(lines[n], v));
  const above = sides.includes(1);
  const below = sides.includes(-1);
  if (!above || !below) {
    cell.sides[n] = above ? 1 : -1;
    return [cell];
  }
  const parts = [1, -1].map((side) => ({ side, points: [], edges: [] }));
  const size = cell.points.length;
  for (let i = 0; i < size; i += 1) {
    const j = (i + 1) % size;
    const cut = sides[i] * sides[j] < 0 ? vertices.meet(lines, n, cell.edges[i]) : null;
    for (const part of parts) {
      const here = sides[i] * part.side;
      const next = sides[j] * part.side;
      if (here >= 0) {
        part.points.push(cell.points[i]);
        part.edges.push(here === 0 && next < 0 ? n : cell.edges[i]);
      }
      if (cut) {
        part.points.push(cut);
        part.edges.push(here > 0 ? n : cell.edges[i]);
      }
    }
  }
  return parts.map(({ side, points, edges }) => {
    const own = cell.sides.slice();
    own[n] = side;
    return { points, edges, sides: own };
  });
};

// The arrangement: cells, lines (the first four are the sides of the box) and what each polynomial is on them.
const arrange = (polynomials, values, box) => {
  const vertices = makeVertices();
  const [[l, L], [r, R], [b, B], [t, T]] = box;
  const sides = [[B * 0n, B, -b], [R, 0n, -r], [0n, T, -t], [L, 0n, -l]];
  const lines = sides.map(asLine);
  const corners = [[0, 3], [0, 1], [1, 2], [2, 3]].map(([i, j]) => vertices.meet(lines, i, j));
  let cells = [{ points: corners, edges: [0, 1, 2, 3], sides: [] }];
  const known = new Map();
  const meaning = polynomials.map((polynomial) => {
    const [a, b2, c] = lineOf(polynomial, values);
    if (a === 0n && b2 === 0n) return { line: -1, sign: c > 0n ? 1 : c < 0n ? -1 : 0 };
    const { line, flip } = primitive([a, b2, c]);
    const candidate = asLine(line);
    const at = corners.map((v) => sideOf(candidate, v));
    if (!at.includes(1) || !at.includes(-1)) return { line: -1, sign: flip * (at.includes(1) ? 1 : -1), touches: candidate, flip };
    const key = line.join();
    if (!known.has(key)) {
      known.set(key, lines.length);
      lines.push(candidate);
    }
    return { line: known.get(key), sign: flip };
  });
  for (let n = 4; n < lines.length; n += 1) cells = cells.flatMap((cell) => splitCell(cell, n, lines, vertices));
  return { cells, lines, meaning, vertices: vertices.all };
};

// Signs of all polynomials in a cell, with those on some lines put to zero.
const signsIn = (arrangement, cell, zero = -1) =>
  arrangement.meaning.map((m) => (m.line < 0 ? m.sign : m.line === zero ? 0 : m.sign * cell.sides[m.line]));

// Signs of all polynomials at a vertex.
const signsAt = (arrangement, v) =>
  arrangement.meaning.map((m) => {
    if (m.line >= 0) return m.sign * sideOf(arrangement.lines[m.line], v);
    return m.touches ? m.flip * sideOf(m.touches, v) : m.sign;
  });
