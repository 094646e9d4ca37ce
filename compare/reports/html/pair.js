// Two rows of the matrix side by side, sub-type by sub-type.

function buildPair(section) {
  if (data.rows.length < 2) return;
  const [first, second] = likelyPair();
  const pick = (label, chosen) => {
    const node = make("select", {}, ...data.rows.map((row, r) => make("option", { value: r, text: row.label })));
    node.value = chosen;
    node.addEventListener("change", draw);
    return [node, make("label", { class: "field" }, say(label), node)];
  };
  const [left, leftLabel] = pick("pair.first", first);
  const [right, rightLabel] = pick("pair.second", second);
  const extent = make("select", {}, make("option", { value: "", text: say("pair.all") }), make("option", { value: "differ", text: say("pair.differ") }));
  extent.addEventListener("change", draw);
  const place = make("div");
  section.append(make("details", { class: "pair-view" }, make("summary", { text: say("pair") }), make("p", { class: "figure-note", text: say("pair.note") }),
    make("div", { class: "tools" }, leftLabel, rightLabel, make("label", { class: "field" }, say("pair.show"), extent)), place));
  function draw() {
    place.replaceChildren(...pairTable(+left.value, +right.value, extent.value === "differ"));
  }
  draw();
}

/** The two rows of one level with most measures each, else the first two rows. */
function likelyPair() {
  let best = { pair: [0, 1], units: 0 };
  data.rows.forEach((a, first) => data.rows.slice(0, first).forEach((b, second) => {
    const units = a.level === b.level ? Math.min(a.units, b.units) : 0;
    if (units > best.units) best = { pair: [second, first], units };
  }));
  return best.pair;
}

function pairTable(left, right, onlyDiffering) {
  const sides = [left, right].map(bySubtype);
  const body = make("tbody");
  const empty = [];
  data.columns.forEach((column, c) => {
    const lines = [...column.subtypes, BARE].map((id) => [id, sides.map((side) => side.get(`${c}/${id}`) ?? [])]);
    const group = make("tr", { class: "group" }, make("th", { colspan: 3, scope: "rowgroup", text: column.label }));
    const shownLines = [];
    for (const [id, pair] of lines) {
      const counts = pair.map((rows) => rows.filter((row) => row.layer !== MENTION).length);
      const measures = pair.map((rows) => rows.some((row) => row.layer === 0));
      if (!pair[0].length && !pair[1].length) { if (id !== BARE) empty.push(named(id)); continue; }
      if (onlyDiffering && measures[0] === measures[1]) continue;
      shownLines.push(make("tr", {}, make("th", { scope: "row", text: id === BARE ? say("no_subtype") : named(id) }),
        ...pair.map((rows, side) => pairCell([left, right][side], c, id, rows, counts[side] && !counts[1 - side]))));
    }
    if (shownLines.length) body.append(group, ...shownLines);
  });
  const head = make("thead", {}, make("tr", {}, make("th", { scope: "col", text: say("subtypes") }), ...[left, right].map((r) => make("th", { scope: "col", text: data.rows[r].label }))));
  const table = make("div", { class: "scroll pair", tabindex: "0" }, make("table", {}, make("caption", { class: "unseen", text: say("pair") }), head, body));
  const note = empty.length && !onlyDiffering ? make("p", { class: "figure-note", text: say("pair.empty", { names: listed(empty) }) }) : "";
  return [table, note];
}

function bySubtype(row) {
  const groups = new Map();
  for (const item of evidence) {
    if (item.row !== row) continue;
    for (const id of item.subtypes.length ? item.subtypes : [BARE]) {
      const key = `${item.column}/${id}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(item);
    }
  }
  return groups;
}

function pairCell(row, column, subtype, rows, only) {
  if (!rows.length) return make("td", { text: data.rows[row].empty });
  const layer = Math.min(...rows.map((item) => item.layer));
  const own = rows.filter((item) => item.layer === layer);
  const best = own.reduce((a, b) => (b.intensity - a.intensity || b.score - a.score) > 0 ? b : a);
  const button = make("button", { type: "button", class: "count", text: `${"●◆◐○"[layer]} ${own.length}`,
    "aria-label": `${data.rows[row].label}，${subtype === BARE ? say("no_subtype") : named(subtype)}，${say(`layer.${LAYERS[layer]}`)} ${own.length}` });
  button.addEventListener("click", () => openPanel({ row: String(row), column: String(column), subtype, layer: String(layer) }, button));
  const quotable = best.paragraph.document.grade !== "E" && layer !== MENTION;
  return make("td", {}, button, only ? make("span", { class: "badge strong", text: say("pair.only") }) : "",
    quotable ? make("p", { class: "text", text: sentence(best, subtype) }) : "");
}

/** The sentence that holds the first keyword of a sub-type, else the first keyword, else the first sentence. */
function sentence({ paragraph, matches }, subtype) {
  const place = Object.keys(data.subtypes).indexOf(subtype);
  const [start] = matches.find((match) => match[3] === place) ?? matches[0] ?? [0];
  const letters = Array.from(paragraph.text);
  const stops = new Set("。；;！？");
  let from = Math.min(start, letters.length - 1);
  while (from > 0 && !stops.has(letters[from - 1])) from--;
  let to = start;
  while (to < letters.length && !stops.has(letters[to])) to++;
  return letters.slice(from, to + 1).join("");
}
