// Places of names: the largest clear box inside each region, found on a coarse grid; else a number for the key.

const CELLS = 72;

const componentsOf = (labels) => {
  const seen = new Int32Array(labels.length).fill(-1);
  const parts = [];
  labels.forEach((set, start) => {
    if (seen[start] >= 0 || set < 0) return;
    const own = [start];
    seen[start] = parts.length;
    for (const n of own) {
      const i = n % CELLS;
      for (const next of [i ? n - 1 : -1, i < CELLS - 1 ? n + 1 : -1, n - CELLS, n + CELLS]) {
        if (next < 0 || next >= labels.length || seen[next] >= 0 || labels[next] !== set) continue;
        seen[next] = parts.length;
        own.push(next);
      }
    }
    parts.push({ set, cells: own });
  });
  return { parts, seen };
};

// Sums over rectangles of the grid, to ask in one step whether a box is clear.
const tableOf = (clear) => {
  const side = CELLS + 1;
  const table = new Int32Array(side * side);
  for (let j = 0; j < CELLS; j += 1)
    for (let i = 0; i < CELLS; i += 1)
      table[(j + 1) * side + i + 1] =
        table[j * side + i + 1] + table[(j + 1) * side + i] - table[j * side + i] + (clear(j * CELLS + i) ? 1 : 0);
  return (i, j, w, h) =>
    i >= 0 && j >= 0 && i + w <= CELLS && j + h <= CELLS &&
    table[(j + h) * side + i + w] - table[j * side + i + w] - table[(j + h) * side + i] + table[j * side + i] === w * h;
};

const linesOf = (name) => {
  const words = (name.charAt(0).toUpperCase() + name.slice(1)).split(" ");
  const ways = [[words.join(" ")]];
  for (let k = 1; k < words.length; k += 1) ways.push([words.slice(0, k).join(" "), words.slice(k).join(" ")]);
  if (words.length > 2) {
    const thirds = [];
    for (let a = 1; a < words.length - 1; a += 1)
      for (let b = a + 1; b < words.length; b += 1)
        thirds.push([words.slice(0, a), words.slice(a, b), words.slice(b)].map((part) => part.join(" ")));
    ways.push(...thirds.slice(0, 30));
  }
  const longest = (way) => Math.max(...way.map((line) => line.length)) + (way.some((line) => line.endsWith(" or")) ? 100 : 0);
  return [1, 2, 3].flatMap((count) => ways.filter((w) => w.length === count).sort((a, b) => longest(a) - longest(b)).slice(0, 1));
};

const textWidth = (() => {
  let pen = null;
  const memo = new Map();
  return (text, size, bold = true) => {
    pen ??= document.createElement("canvas").getContext("2d");
    const key = `${bold}${text}`;
    if (!memo.has(key)) {
      pen.font = `${bold ? "bold " : ""}100px STIXGeneral, "STIX Two Text", "Times New Roman", serif`;
      memo.set(key, pen.measureText(text).width / 100);
    }
    return memo.get(key) * size;
  };
})();

// For each part of the map a label {x, y, lines, size} in points, or its place in the key.
const placeNames = (scene, logic, box, frame, look) => {
  const [x0, x1, y0, y1] = box.map(number);
  const labels = new Int32Array(CELLS * CELLS);
  for (let j = 0; j < CELLS; j += 1)
    for (let i = 0; i < CELLS; i += 1)
      labels[j * CELLS + i] = scene.setNear(x0 + ((x1 - x0) * (i + 0.5)) / CELLS, y0 + ((y1 - y0) * (j + 0.5)) / CELLS);
  const { parts, seen } = componentsOf(labels);
  const [cellW, cellH] = [frame.width / CELLS, frame.height / CELLS];
  const [placed, keyed] = [[], []];
  parts.forEach((part, n) => {
    if (part.cells.length < 3) return;
    const clear = tableOf((k) => seen[k] === n);
    const name = logic.sets[part.set].name;
    const found = placeOne(part, clear, linesOf(name), [cellW, cellH], look);
    if (found) placed.push({ ...found, set: part.set });
    else keyed.push({ part, clear });
  });
  return { placed, keyed: keyed.map(({ part, clear }, n) => keyMark(part, clear, n + 1, [cellW, cellH])) };
};

const placeOne = (part, clear, ways, [cellW, cellH], look) => {
  for (const size of look.sizes.name)
    for (const lines of ways) {
      const w = Math.ceil((Math.max(...lines.map((line) => textWidth(line, size))) + 5) / cellW);
      const h = Math.ceil((size * 1.16 * lines.length + 4) / cellH);
      const found = roomiest(part, clear, w, h);
      if (found) return { x: (found.i + w / 2) * cellW, y: (found.j + h / 2) * cellH, lines, size };
    }
  return null;
};

// The place at which a box can grow most in all directions, among such places the one nearest to the middle of the part.
const roomiest = (part, clear, w, h) => {
  let best = null;
  let [grown, away] = [-1, Infinity];
  const middle = [0, 0];
  for (const n of part.cells) {
    middle[0] += (n % CELLS) / part.cells.length;
    middle[1] += Math.floor(n / CELLS) / part.cells.length;
  }
  for (const n of part.cells) {
    const [i, j] = [n % CELLS, Math.floor(n / CELLS)];
    let more = Math.max(grown, 0);
    if (!clear(i - more, j - more, w + 2 * more, h + 2 * more)) continue;
    while (clear(i - more - 1, j - more - 1, w + 2 * more + 2, h + 2 * more + 2)) more += 1;
    const off = Math.hypot(i + w / 2 - middle[0], j + h / 2 - middle[1]);
    if (more > grown || off < away) [best, grown, away] = [{ i, j }, more, off];
  }
  return best;
};

const keyMark = (part, clear, mark, [cellW, cellH]) => {
  const found = roomiest(part, clear, 1, 1);
  return { set: part.set, mark: String(mark), x: (found.i + 0.5) * cellW, y: (found.j + 0.5) * cellH, fits: part.cells.length > 16 };
};
