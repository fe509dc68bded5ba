// The state of the page: values of the sliders and the crosshair, to and from the fragment of the address.

const readHash = (logic, text) => {
  const { data } = logic;
  const found = { values: data.sliders.map((slider) => parseRatio(slider[4])), at: null };
  for (const part of text.replace(/^#/, "").split("&")) {
    const [key, value] = part.split("=").map((piece) => {
      try {
        return decodeURIComponent(piece);
      } catch {
        return "";
      }
    });
    if (value === undefined) continue;
    if (key === "at") {
      const place = value.split(",").map(parseRatio);
      const inside = place.length === data.axes.length && place.every((v, k) => within(v, data.axes[k]));
      if (inside) found.at = place.length > 1 ? place : [place[0], [1n, 2n]];
      continue;
    }
    const n = data.sliders.findIndex(([name]) => name === key);
    const number = parseRatio(value);
    if (n >= 0 && within(number, data.sliders[n])) found.values[n] = number;
  }
  return found;
};

const within = (value, [, lower, upper]) =>
  value !== null && compare(value, parseRatio(lower)) >= 0 && compare(value, parseRatio(upper)) <= 0;

const writeHash = (logic, state) => {
  const { data } = logic;
  const parts = data.sliders.map(([name], n) => `${encodeURIComponent(name)}=${ratioText(state.values[n + 2])}`);
  if (state.at && state.pinned) parts.push(`at=${state.at.slice(0, data.axes.length).map(ratioText).join(",")}`);
  return `#${parts.join("&")}`;
};

const remember = (logic, state) => {
  try {
    history.replaceState(null, "", writeHash(logic, state));
  } catch {
    // Some browsers limit how often a page may do so; the next change is remembered again.
  }
};

// A place near a point on the map, on a grid of four hundredths of a hundredth that readers can read.
const roundPlace = (value, [, lower, upper], steps = 400n) => {
  const [low, high] = [parseRatio(lower), parseRatio(upper)];
  const width = minus(high, low);
  const share = (value - number(low)) / number(width);
  const k = BigInt(Math.min(Number(steps), Math.max(0, Math.round(share * Number(steps)))));
  return plus(low, times(width, [k, steps]));
};
