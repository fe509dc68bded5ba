// Formulas as MathML, made of nodes; every name arrives as text.

const MATH = "http://www.w3.org/1998/Math/MathML";
const GREEK = Object.fromEntries(
  (
    "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ " +
    "sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω"
  )
    .split(" ")
    .flatMap((word, n, all) => (n % 2 ? [] : [[word, all[n + 1]]])),
);

const m = (tag, ...children) => {
  const node = document.createElementNS(MATH, tag);
  node.append(...children);
  return node;
};
const letter = (word) => (Object.hasOwn(GREEK, word) ? GREEK[word] : word);
const nameParts = (name) => {
  const [base, ...index] = name.replace(/_+$/, "").split("_");
  return [letter(base), index.map(letter).join(", ")];
};
const mathName = (name) => {
  const [base, index] = nameParts(name);
  return index ? m("msub", m("mi", base), m("mi", index)) : m("mi", base);
};
const plainName = (name) => nameParts(name).filter(Boolean).join("_");

const mathRatio = (a) => {
  const decimal = decimalOf(a);
  if (decimal !== null) return m("mn", decimal);
  const part = m("mfrac", m("mn", `${a[0] < 0n ? -a[0] : a[0]}`), m("mn", `${a[1]}`));
  return a[0] < 0n ? m("mrow", m("mo", "−"), part) : part;
};

// A term: a positive coefficient and powers of names or of expressions.
const mathTerm = ([c, powers], generators) => {
  const one = c[0] === c[1];
  const parts = powers.map(([v, e]) => {
    const base = generators[v]();
    return e > 1 ? m("msup", base, m("mn", String(e))) : base;
  });
  return one && parts.length ? parts : [mathRatio(c), ...parts];
};

const mathSum = (terms, generators) => {
  if (!terms.length) return m("mn", "0");
  const row = m("mrow");
  terms.forEach(([c, powers], n) => {
    const size = c[0] < 0n ? negative(c) : c;
    if (c[0] < 0n) row.append(m("mo", "−"));
    else if (n) row.append(m("mo", "+"));
    row.append(...mathTerm([size, powers], generators));
  });
  return row;
};

const mathTree = (tree, names) => {
  if (typeof tree === "string") return mathRatio(parseRatio(tree));
  if (typeof tree === "number") return mathName(names[tree]);
  const [word, ...rest] = tree;
  const parts = rest.map((part) => mathTree(part, names));
  const bracketed = (part, n) => (Array.isArray(rest[n]) && rest[n][0] === "+" ? m("mrow", m("mo", "("), part, m("mo", ")")) : part);
  if (word === "+") return m("mrow", ...parts.flatMap((part, n) => (n ? [m("mo", "+"), part] : [part])));
  if (word === "*" && rest[0] === "-1") return m("mrow", m("mo", "−"), ...parts.slice(1).map((part, n) => bracketed(part, n + 1)));
  if (word === "*") return m("mrow", ...parts.map(bracketed));
  if (word === "^" && rest[1] === "1/2") return m("msqrt", parts[0]);
  if (word === "^" && rest[1] === "-1") return m("mfrac", m("mn", "1"), parts[0]);
  if (word === "^") return m("msup", bracketed(parts[0], 0), parts[1]);
  const list = parts.flatMap((part, n) => (n ? [m("mo", ","), part] : [part]));
  return m("mrow", m("mi", word), m("mo", "("), ...list, m("mo", ")"));
};

const SIGN = { 1: "<", 3: "≤", 2: "=", 5: "≠", 6: "≥", 4: ">" };
const mirrored = (mask) => (mask & 1 ? 4 : 0) | (mask & 2) | (mask & 4 ? 1 : 0);

// The terms of a polynomial with the sliders at their values; with symbols where values are null.
const termsWith = (polynomial, values) => {
  const sums = new Map();
  for (const [c, powers] of polynomial) {
    let factor = [c, 1n];
    const rest = [];
    for (const [v, e] of powers) {
      if (values && v > 1 && v < values.length) factor = times(factor, power(values[v], e));
      else rest.push([v, e]);
    }
    const key = rest.join("|");
    sums.set(key, [plus(sums.get(key)?.[0] ?? ZERO, factor), rest]);
  }
  return [...sums.values()].filter(([c]) => c[0] !== 0n);
};

// A comparison solved for an axis where it is linear in it, else with positive terms on both sides.
const mathRelation = (terms, mask, generators) => {
  if (!terms.some(([, powers]) => powers.length)) {
    const sign = terms.length ? signOf(terms[0][0]) : 0;
    return (maskOf(sign) & mask) !== 0;
  }
  const linear = terms.every(([, powers]) => !powers.length || (powers.length === 1 && powers[0][1] === 1 && powers[0][0] < 2));
  if (linear) {
    const lead = [1, 0].map((v) => terms.find(([, powers]) => powers[0]?.[0] === v)).find(Boolean);
    const rest = terms.filter((term) => term !== lead).map(([c, powers]) => [negative(over(c, lead[0])), powers]);
    // A sum starts with a positive term, and names come before numbers.
    rest.sort((a, b) => signOf(b[0]) - signOf(a[0]) || b[1].length - a[1].length);
    const side = lead[0][0] > 0n ? mask : mirrored(mask);
    return m("mrow", mathSum([[ONE, lead[1]]], generators), m("mo", SIGN[side]), mathSum(rest, generators));
  }
  let left = terms.filter(([c]) => c[0] > 0n);
  let right = terms.filter(([c]) => c[0] < 0n).map(([c, powers]) => [negative(c), powers]);
  let side = mask;
  const plainNumber = (own) => own.every(([, powers]) => !powers.length);
  if (plainNumber(left) && !plainNumber(right)) [left, right, side] = [right, left, mirrored(mask)];
  return m("mrow", mathSum(left, generators), m("mo", SIGN[side]), mathSum(right, generators));
};

// The generators of a polynomial as functions that make their nodes.
const generatorsOf = (logic) => {
  const { data } = logic;
  logic.names ??= [...data.axes.map((a) => a[0]), ...(data.axes.length < 2 ? [""] : []), ...data.sliders.map((s) => s[0])];
  return [...logic.names.map((name) => () => mathName(name)), ...data.kernels.map((tree) => () => mathTree(tree, logic.names))];
};

const mathAtom = (logic, [, number, mask], values) => {
  const { sign, odd, even } = logic.atoms[number];
  const generators = generatorsOf(logic);
  let side = sign < 0 ? mirrored(mask) : mask;
  const factors = [];
  for (const [p, e] of [...odd.map((p) => [p, 1]), ...even.map((p) => [p, 2])]) {
    const terms = termsWith(logic.polynomials[p], values);
    if (terms.some(([, powers]) => powers.length)) factors.push([terms, e]);
    else {
      const own = (terms.length ? signOf(terms[0][0]) : 0) ** e;
      if (own === 0) return (mask & 2) !== 0;
      if (own < 0) side = mirrored(side);
    }
  }
  if (!factors.length) return (maskOf(1) & side) !== 0;
  if (factors.length === 1 && factors[0][1] === 1) return mathRelation(factors[0][0], side, generators);
  const product = factors.map(([terms, e]) => {
    const sum = m("mrow", m("mo", "("), mathSum(terms, generators), m("mo", ")"));
    return e > 1 ? m("msup", sum, m("mn", "2")) : sum;
  });
  return m("mrow", ...product, m("mo", SIGN[side]), m("mn", "0"));
};

// A formula as a tree of nodes: true, false, a row, or {all, parts}.
const mathFormula = (logic, formula, values) => {
  if (formula[0] === "s") return mathAtom(logic, formula, values);
  const all = formula[0] === "a";
  const parts = [];
  for (const part of formula.slice(1)) {
    const found = mathFormula(logic, part, values);
    if (found === !all) return found;
    if (found !== all) parts.push(found);
  }
  const shown = new Set();
  const distinct = parts.filter((p) => !p.parts && (shown.has(p.outerHTML) ? false : shown.add(p.outerHTML)) || p.parts);
  if (!distinct.length) return all;
  return distinct.length === 1 ? distinct[0] : { all, parts: distinct };
};

const mathRow = (found, inner = false) => {
  if (found === true || found === false) return m("mtext", found ? "always" : "never");
  if (!found.parts) return found;
  const joint = () => (found.all ? m("mo", ", ") : m("mtext", "\u2002or\u2002"));
  const rows = found.parts.flatMap((part, n) => [...(n ? [joint()] : []), mathRow(part, true)]);
  return inner ? m("mrow", m("mo", "("), ...rows, m("mo", ")")) : m("mrow", ...rows);
};

// The alternatives of a formula, each in a line of its own.
const mathLines = (found) => {
  const rows = found.parts && !found.all ? found.parts : [found];
  return rows.map((row) => m("math", mathRow(row)));
};
