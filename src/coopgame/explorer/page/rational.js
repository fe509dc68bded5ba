// Exact fractions of whole numbers, as pairs [numerator, denominator] with a positive denominator in lowest terms.
const gcd = (a, b) => {
  a = a < 0n ? -a : a;
  b = b < 0n ? -b : b;
  while (b) [a, b] = [b, a % b];
  return a;
};

const ratio = (n, d = 1n) => {
  if (d < 0n) [n, d] = [-n, -d];
  const common = d === 1n ? 1n : gcd(n, d);
  return common === 1n ? [n, d] : [n / common, d / common];
};

// "3", "-1/3" and "0.25" are numbers; anything else is null.
const parseRatio = (text) => {
  const found = /^\s*([-+\u2212]?)(\d{1,40})(?:\/(\d{1,40})|[.,](\d{1,40}))?\s*$/.exec(text);
  if (!found) return null;
  const [, sign, whole, below, digits] = found;
  const bottom = below ? BigInt(below) : digits ? 10n ** BigInt(digits.length) : 1n;
  if (!bottom) return null;
  const top = digits ? BigInt(whole + digits) : BigInt(whole);
  return ratio(sign && sign !== "+" ? -top : top, bottom);
};

const plus = (a, b) => (a[1] === 1n && b[1] === 1n ? [a[0] + b[0], 1n] : ratio(a[0] * b[1] + b[0] * a[1], a[1] * b[1]));
const negative = (a) => [-a[0], a[1]];
const minus = (a, b) => plus(a, negative(b));
const times = (a, b) => ratio(a[0] * b[0], a[1] * b[1]);
const over = (a, b) => ratio(a[0] * b[1], a[1] * b[0]);
const power = (a, e) => [a[0] ** BigInt(e), a[1] ** BigInt(e)];
const signOf = (a) => (a[0] > 0n ? 1 : a[0] < 0n ? -1 : 0);
const compare = (a, b) => signOf([a[0] * b[1] - b[0] * a[1], 1n]);
const ZERO = [0n, 1n];
const ONE = [1n, 1n];

const bits = (n) => (n < 0n ? -n : n).toString(2).length;

// The nearest double, also where numerator and denominator are too long for one.
const quotient = (n, d) => {
  const a = Number(n);
  const b = Number(d);
  if (Number.isFinite(a) && Number.isFinite(b)) return a / b;
  const shift = BigInt(Math.max(bits(n), bits(d)) - 1000);
  return Number(n >> shift) / Number(d >> shift);
};
const number = (a) => quotient(a[0], a[1]);

const ratioText = (a) => (a[1] === 1n ? `${a[0]}` : `${a[0]}/${a[1]}`);

// The decimal that a fraction equals, if it has at most `most` digits behind the point; else null.
const decimalOf = (a, most = 4) => {
  let scale = 1n;
  for (let digits = 0; digits <= most; digits += 1, scale *= 10n) {
    if ((a[0] * scale) % a[1] === 0n) {
      const whole = (a[0] * scale) / a[1];
      const text = (whole < 0n ? -whole : whole).toString().padStart(digits + 1, "0");
      const point = digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
      return (whole < 0n ? "\u2212" : "") + point;
    }
  }
  return null;
};

const rounded = (x, digits = 4) => {
  if (!Number.isFinite(x)) return "undefined";
  const text = x === 0 ? "0" : String(Number(x.toPrecision(digits)));
  return text.replace("-", "\u2212");
};

// How a reader sees a fraction: a decimal, a short fraction, or a rounded decimal.
const shownRatio = (a, most = 9) => {
  const exact = decimalOf(a);
  if (exact !== null) return exact;
  const text = ratioText(a).replace("-", "\u2212");
  return text.length <= most ? text : `\u2248\u2009${rounded(number(a))}`;
};
