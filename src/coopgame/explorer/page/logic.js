// Which outcomes hold where the polynomials have given signs, and which regimes that means.

const ANY = 7;
const maskOf = (sign) => 1 << (sign + 1);

const prepareLogic = (data) => {
  const polynomials = data.polynomials.map((terms) => terms.map(([c, powers]) => [BigInt(c), powers]));
  const atoms = data.atoms.map(([sign, odd, even]) => ({ sign, odd, even }));
  return { data, polynomials, atoms, outcomes: data.outcomes, registry: new Map(), sets: [], joined: new Map() };
};

// The value of a polynomial where every variable is a fraction.
const valueAt = (polynomial, values) => {
  let total = ZERO;
  for (const [c, powers] of polynomial) {
    let term = [c, 1n];
    for (const [v, e] of powers) term = times(term, power(values[v], e));
    total = plus(total, term);
  }
  return total;
};

const atomSign = (atom, signs) => {
  let sign = atom.sign;
  for (const p of atom.odd) sign *= signs[p];
  for (const p of atom.even) if (signs[p] === 0) sign = 0;
  return sign;
};

const holds = (formula, logic, signs) => {
  if (formula[0] === "s") return (maskOf(atomSign(logic.atoms[formula[1]], signs)) & formula[2]) !== 0;
  const all = formula[0] === "a";
  for (let n = 1; n < formula.length; n += 1) if (holds(formula[n], logic, signs) !== all) return !all;
  return all;
};

// The outcomes that hold, null outside the parameter space.
const holding = (logic, signs) => {
  if (!holds(logic.data.domain, logic, signs)) return null;
  const found = [];
  logic.outcomes.forEach((outcome, n) => holds(outcome[2], logic, signs) && found.push(n));
  return found;
};

// Maximal sets A × B of linked equilibria, from the pairs of mixtures that exist.
const nashSubsets = (pairs) => {
  const beside = new Map();
  for (const [a, b] of pairs) beside.set(a, (beside.get(a) ?? new Set()).add(b));
  const inside = (small, large) => [...small].every((b) => large.has(b));
  const closed = new Map();
  const note = (side) => side.size && closed.set([...side].sort((a, b) => a - b).join(), side);
  for (const side of beside.values()) {
    for (const other of [...closed.values()]) note(new Set([...side].filter((b) => other.has(b))));
    note(side);
  }
  return [...closed.values()].map((side) => [[...beside.keys()].filter((a) => inside(side, beside.get(a))), [...side]]);
};

const unionsOf = (supports) => {
  const found = new Map(supports.map((s) => [s.join(), s]));
  const waiting = [...found.values()];
  for (const one of waiting) {
    for (const other of [...found.values()]) {
      const both = [...new Set([...one, ...other])].sort((a, b) => a - b);
      if (!found.has(both.join())) {
        found.set(both.join(), both);
        waiting.push(both);
      }
    }
  }
  return [...found.values()];
};

// Regimes of equilibria between extreme ones.
const betweenRegimes = (logic, found) => {
  const { join, equilibria } = logic.data;
  if (!join || found.length < 2) return [];
  const places = new Map();
  for (const n of found) {
    const own = equilibria[logic.outcomes[n][1]];
    const key = own.link.join();
    const known = places.get(key) ?? { link: own.link, supports: own.supports, regimes: new Set() };
    known.regimes.add(logic.outcomes[n][0]);
    places.set(key, known);
  }
  const all = new Set();
  for (const [first, second] of nashSubsets([...places.values()].map((p) => p.link))) {
    const chosen = [...places.values()].filter((p) => first.includes(p.link[0]) && second.includes(p.link[1]));
    if (join.kind === "ordered") {
      const order = chosen.flatMap((p) => [...p.regimes].map((name) => join.order.indexOf(name)));
      join.order.slice(Math.min(...order), Math.max(...order) + 1).forEach((name) => all.add(name));
      continue;
    }
    logic.table ??= new Map(join.table.map(([one, other, name]) => [`${one}|${other}`, name]));
    const sides = [0, 1].map((k) => unionsOf(chosen.map((p) => p.supports[k])));
    for (const one of sides[0])
      for (const other of sides[1]) {
        const name = logic.table.get(`${one}|${other}`);
        if (name !== undefined) all.add(name);
      }
  }
  return [...all];
};

const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// The number of the set of regimes that are possible where exactly these outcomes hold; -1 outside.
const setOf = (logic, found) => {
  if (found === null) return -1;
  const key = found.join();
  let number = logic.joined.get(key);
  if (number === undefined) {
    const named = new Set(found.map((n) => logic.outcomes[n][0]));
    betweenRegimes(logic, found).forEach((name) => named.add(name));
    number = numberOfSet(logic, [...named].sort(byName));
    logic.joined.set(key, number);
  }
  return number;
};

const numberOfSet = (logic, regimes) => {
  const key = JSON.stringify(regimes);
  if (!logic.registry.has(key)) {
    const known = logic.data.names.find(([set]) => JSON.stringify(set) === key);
    logic.registry.set(key, logic.sets.length);
    logic.sets.push({ regimes, name: known ? known[1] : regimes.join(" or ") || "no equilibrium" });
  }
  return logic.registry.get(key);
};

// What is possible at exactly one point: the set of regimes, the outcomes and the polynomials that vanish.
const atPoint = (logic, values) => {
  const signs = logic.data.kernels.length
    ? floatSigns(logic, values.map(number))
    : logic.polynomials.map((p) => signOf(valueAt(p, values)));
  const found = signs === null ? null : holding(logic, signs);
  // A tie is one that decides something: with the other sign other outcomes would hold.
  const key = found?.join();
  const matters = (n) => [-1, 1].some((sign) => holding(logic, signs.with(n, sign))?.join() !== key);
  const ties = signs === null ? [] : [...signs.keys()].filter((n) => signs[n] === 0 && matters(n));
  return { set: setOf(logic, found), outcomes: found ?? [], ties };
};
