// Expressions: numbers are texts, variables are places, everything else is an operation on arguments.

// The exact value where all variables are fractions, null where it is not a fraction.
const exactValue = (tree, values) => {
  if (typeof tree === "string") return parseRatio(tree);
  if (typeof tree === "number") return values[tree];
  if (tree === null) return null;
  const [word, ...rest] = tree;
  if (word === "exp" || word === "log") return null;
  const parts = rest.map((part) => exactValue(part, values));
  if (parts.includes(null)) return null;
  if (word === "+") return parts.reduce(plus);
  if (word === "*") return parts.reduce(times);
  if (word === "max") return parts.reduce((a, b) => (compare(a, b) < 0 ? b : a));
  if (word === "min") return parts.reduce((a, b) => (compare(a, b) > 0 ? b : a));
  const [base, exponent] = parts;
  if (exponent[1] !== 1n || exponent[0] > 60n || exponent[0] < -60n) return null;
  if (exponent[0] >= 0n) return power(base, exponent[0]);
  return base[0] === 0n ? null : power(over(ONE, base), -exponent[0]);
};

// The double nearest to what it is worth; NaN where it is undefined.
const floatValue = (tree, values) => {
  if (typeof tree === "string") return number(parseRatio(tree));
  if (typeof tree === "number") return values[tree];
  if (tree === null) return NaN;
  const parts = tree.slice(1).map((part) => floatValue(part, values));
  switch (tree[0]) {
    case "+":
      return parts.reduce((a, b) => a + b);
    case "*":
      return parts.reduce((a, b) => a * b);
    case "max":
      return Math.max(...parts);
    case "min":
      return Math.min(...parts);
    case "exp":
      return Math.exp(parts[0]);
    case "log":
      return parts[0] > 0 ? Math.log(parts[0]) : NaN;
    default:
      return parts[0] === 0 && parts[1] < 0 ? NaN : Math.pow(parts[0], parts[1]);
  }
};

// Signs of polynomials whose generators include kernels, in doubles; null where a kernel is undefined.
const floatSigns = (logic, values) => {
  const kernels = logic.data.kernels.map((tree) => floatValue(tree, values));
  if (kernels.some(Number.isNaN)) return null;
  const all = [...values, ...kernels];
  return logic.polynomials.map((polynomial) => {
    let total = 0;
    let size = 0;
    for (const [c, powers] of polynomial) {
      const term = powers.reduce((product, [v, e]) => product * all[v] ** e, Number(c));
      total += term;
      size += Math.abs(term);
    }
    return Math.abs(total) <= 1e-12 * size ? 0 : Math.sign(total);
  });
};

// A payoff or a probability as a reader sees it.
const shownValue = (tree, values) => {
  const exact = exactValue(tree, values);
  return exact ? shownRatio(exact) : rounded(floatValue(tree, values.map(number)));
};
