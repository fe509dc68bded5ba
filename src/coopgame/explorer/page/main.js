// The page: reads its data, draws, and listens.

const start = () => {
  const data = JSON.parse(find("data").textContent);
  const logic = prepareLogic(data);
  logic.colours = new Map(data.regimes);
  const flat = data.axes.length < 2;
  const box = [...data.axes[0].slice(1, 3), ...(flat ? ["0", "1"] : data.axes[1].slice(1, 3))].map(parseRatio);
  const small = matchMedia("(max-width: 34rem)");
  const print = data.look;
  const larger = (sizes) => Object.fromEntries(Object.entries(sizes).map(([k, v]) => [k, [v].flat().map((size) => size * 1.3)]));
  const hand = { ...print, sizes: larger(print.sizes) };
  for (const k of Object.keys(hand.sizes)) if (k !== "name") [hand.sizes[k]] = hand.sizes[k];
  let frame = frameOf(data, box, 1);
  const fit = (phone) => {
    data.look = phone ? hand : print;
    frame = frameOf(data, box, phone ? 1.3 : 1);
  };
  const held = readHash(logic, location.hash);
  const state = { values: [ZERO, ZERO, ...held.values], at: held.at, pinned: held.at !== null, show: [], timings: [], saidPoint: "" };
  let scene = null;
  let picture = null;

  const compute = () => (data.status === "exact" ? exactScene : numericalScene)(logic, state.values, box);

  // The whole picture as SVG; `name` keeps the identifiers of two pictures apart.
  const draw = (name) => {
    fit(name === "map" && small.matches);
    const names = placeNames(scene, logic, box, frame, data.look);
    const fills = drawFills({ name }, scene, logic, frame);
    const legend = drawLegend(legendEntries(scene, logic, names), logic, frame, name);
    const size = { viewBox: `0 0 ${frame.page.width} ${fixed(legend.height)}`, "font-family": FONTS };
    const parts = [...fills, drawBorders(scene, logic, frame), drawAxes(logic, frame), drawNames(names, logic, frame), drawPoints(scene, logic, frame), legend.group];
    return s("svg", { xmlns: SVG, role: "img", ...size }, s("title", {}, data.title || "Phase diagram"), s("desc", {}, state.alt), ...parts);
  };

  const redraw = (event) => {
    const begin = performance.now();
    scene = compute();
    state.alt = altText(scene, logic, box, state.values);
    const next = draw("map");
    next.setAttribute("aria-hidden", "true");
    if (picture) picture.replaceWith(next);
    else find("map").prepend(next);
    picture = next;
    find("map-text").textContent = state.alt;
    showAreas(logic, scene, box);
    showBorders(logic, state, scene);
    showConditions(logic, state);
    refreshPoint();
    const end = performance.now();
    state.timings.push({ work: end - begin, answer: event ? end - event.timeStamp : end - begin });
  };

  const refreshPoint = () => {
    showPoint(logic, state);
    const cross = find("crosshair");
    cross.replaceChildren();
    cross.setAttribute("viewBox", picture.getAttribute("viewBox"));
    if (!state.at) return;
    const [x, y] = [frame.x(number(state.at[0])), frame.y(number(state.at[1]))];
    const rim = (d, stroke, width) => s("path", { d, stroke, "stroke-width": width, fill: "none" });
    const d = `M${fixed(x)} ${frame.top}v${frame.height}${flat ? "" : `M${frame.left} ${fixed(y)}h${frame.width}`}`;
    cross.append(rim(d, data.look.paper, 1.1), rim(d, data.look.ink, 0.5));
    cross.append(s("circle", { cx: fixed(x), cy: fixed(y), r: 3.2, fill: "none", stroke: data.look.paper, "stroke-width": 2.2 }));
    cross.append(s("circle", { cx: fixed(x), cy: fixed(y), r: 3.2, fill: "none", stroke: data.look.ink, "stroke-width": 1.1 }));
  };

  let waiting = 0;
  let lastEvent = null;
  const changed = (event) => {
    lastEvent = event;
    if (waiting) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      redraw(lastEvent);
      later(() => `${sharesOf(scene, logic, box).map(({ set, share }) => `${setName(logic, set)} ${percent(share)}`).join(", ")}.`);
    });
  };

  // Readers of the screen hear the news once the reader of the page has come to rest.
  let pause = 0;
  const later = (words) => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      find("said").textContent = words();
      remember(logic, state);
    }, 400);
  };

  const moveTo = (x, y, pinned) => {
    state.at = [x, flat ? [1n, 2n] : y];
    state.pinned = pinned;
    refreshPoint();
    if (pinned) later(() => state.saidPoint);
  };

  const listen = () => {
    const map = find("map");
    const place = (event) => {
      const area = picture.getBoundingClientRect();
      const scale = frame.page.width / area.width;
      const [px, py] = [(event.clientX - area.left) * scale, (event.clientY - area.top) * scale];
      const inside = px >= frame.left && px <= frame.left + frame.width && py >= frame.top && py <= frame.top + frame.height;
      const [x, y] = frame.value(px, py);
      return inside ? [roundPlace(x, data.axes[0]), flat ? ZERO : roundPlace(y, data.axes[1])] : null;
    };
    map.addEventListener("pointermove", (event) => {
      const at = (event.pointerType === "touch" || !state.pinned || event.buttons) && place(event);
      if (at) moveTo(...at, event.buttons > 0);
    });
    map.addEventListener("pointerdown", (event) => {
      const at = place(event);
      if (at) moveTo(...at, true);
    });
    map.addEventListener("pointerleave", () => {
      if (state.pinned) return;
      state.at = null;
      refreshPoint();
    });
    map.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (event.key === "Escape") {
        state.at = null;
        state.pinned = false;
        refreshPoint();
        later(() => "No point.");
      }
      if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const share = event.shiftKey ? [1n, 10n] : [1n, 100n];
      const centre = [0, 2].map((k) => over(plus(box[k], box[k + 1]), [2n, 1n]));
      const next = (state.at ?? centre).map((value, k) => {
        const [low, high] = [box[2 * k], box[2 * k + 1]];
        const moved = plus(value, times(times(minus(high, low), share), [BigInt(way[k] ?? 0), 1n]));
        return compare(moved, low) < 0 ? low : compare(moved, high) > 0 ? high : moved;
      });
      moveTo(...(state.at ? next : centre), true);
    });
    for (const id of ["borders-part", "conditions-part"]) find(id).addEventListener("toggle", () => redraw());
    find("with-symbols").addEventListener("change", () => showConditions(logic, state));
    small.addEventListener("change", () => redraw());
    addEventListener("hashchange", () => {
      const again = readHash(logic, location.hash);
      Object.assign(state, { values: [ZERO, ZERO, ...again.values], at: again.at, pinned: again.at !== null });
      state.show.forEach((show) => show());
      redraw();
    });
    buttons();
  };

  const buttons = () => {
    const say = (words) => (find("said").textContent = find("done").textContent = words);
    const on = (id, act) => find(id).addEventListener("click", act);
    on("copy-link", async () => {
      remember(logic, state);
      const link = location.href.split("#")[0] + writeHash(logic, state);
      try {
        await navigator.clipboard.writeText(link);
        say("Link copied.");
      } catch {
        say("The address of this page is the link.");
      }
    });
    on("save-svg", () => offer(`${fileName()}.svg`, "image/svg+xml", api.svg()));
    on("save-study", () => offer(`${fileName()}.toml`, "application/toml", studyText(logic, state.values)));
    on("reset", () => {
      location.hash = "";
      history.replaceState(null, "", location.href.split("#")[0]);
      dispatchEvent(new HashChangeEvent("hashchange"));
      say("Back to the first values.");
    });
    on("talk", () => {
      const large = document.documentElement.classList.toggle("talk");
      find("talk").setAttribute("aria-pressed", String(large));
    });
    if (!data.study) {
      find("save-study").disabled = true;
      find("save-study").title = `No study file: ${data.no_study}.`;
    }
  };

  const fileName = () => (data.title || "map").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "map";

  const words = () => {
    find("title").textContent = data.title || "Phase diagram";
    find("concept").textContent = [data.reading, data.concept].filter(Boolean).map(capitalised).join(" · ");
    const exact = data.status === "exact";
    find("status").textContent = exact ? "exact" : "numerical";
    find("status").classList.add(exact ? "exact" : "numerical");
    find("status-words").textContent = exact
      ? "Every border is a straight line and every area a fraction, computed without rounding."
      : `Curved borders are followed on a grid of ${GRID} × ${GRID} squares; areas are approximate. `;
    if (!exact && data.study) find("status-words").append("For the exact map of these values save the ", h("a", { href: "#", id: "exact-link" }, "study"), " and run ", h("code", {}, `coopgame figure ${fileName()}.toml`), ".");
    find("exact-link")?.addEventListener("click", (event) => {
      event.preventDefault();
      find("save-study").click();
    });
    find("axis-kind").textContent = flat ? "Length" : "Area";
    for (const [name, value] of data.fixed) find("fixed").append(h("li", {}, math(mathName(name), m("mo", "="), mathRatio(parseRatio(value)))));
    find("citation").textContent = data.citation;
    find("software").textContent = `Made with ${data.software}.`;
  };

  const api = {
    data,
    state,
    svg: () => {
      const text = new XMLSerializer().serializeToString(draw("export"));
      fit(small.matches);
      return `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`;
    },
    study: () => studyText(logic, state.values),
    at: (values, x, y) => {
      const { set } = atPoint(logic, [parseRatio(x), y === undefined ? [1n, 2n] : parseRatio(y), ...values.map(parseRatio)]);
      return set < 0 ? null : logic.sets[set].regimes;
    },
    near: (x, y) => {
      const set = scene.setNear(x, y);
      return set < 0 ? null : logic.sets[set].regimes;
    },
    set: (values) => {
      values.forEach((value, n) => (state.values[n + 2] = parseRatio(value)));
      state.show.forEach((show) => show());
      redraw();
    },
    areas: () => sharesOf(scene, logic, box).map(({ set, area, size }) => [logic.sets[set].regimes, area && ratioText(area), size]),
    points: () => scene.points.map(({ exact }) => exact.map(ratioText)),
    thin: () => scene.thin,
  };
  makeSliders(logic, state, changed);
  state.show.forEach((show) => show());
  words();
  redraw();
  listen();
  window.explorer = api;
  // A browser compiles what has run a few times; the first slider should not wait for that.
  for (let k = 0; k < 4; k += 1) setTimeout(() => placeNames(compute(), logic, box, frame, data.look), 50 * k);
};

start();
