// The matrix in place of the printed one: a button a cell, four figures to show, rows to filter.

const FIGURES = {
  count: { value: (cell) => (cell.any ? cell.primary : null), show: countText },
  share: { value: (cell) => (cell.any ? cell.share : null), show: (cell) => figureText(cell, cell.share, percent) },
  per_1000: { value: (cell) => (cell.any ? cell.per1000 : null), show: (cell) => figureText(cell, cell.per1000, oneDecimal) },
  coverage: {
    value: (cell) => (cell.subtypes && cell.covered ? cell.covered / cell.subtypes : null),
    show: (cell) => [cell.subtypes ? (cell.any ? `${cell.covered}/${cell.subtypes}` : symbolText(cell.symbol)) : say("not_applicable"), ""],
  },
};
let figure = "count";
const FROM = [0.2, 0.4, 0.6, 0.8]; // parts of the column's most from which steps 2 to 5 begin, as in the workbook

function layersText(cell) {
  return [cell.practice && `◆ ${cell.practice}`, cell.safeguard && `◐ ${cell.safeguard}`].filter(Boolean);
}

function countText(cell) {
  const further = cell.any - cell.primary;
  const share = cell.share && cell.primary ? percent(cell.share) : "";
  if (cell.any) return [`● ${cell.primary}${further ? `+${further}` : ""}`, [share, ...layersText(cell)].filter(Boolean).join(" ")];
  const [first, ...rest] = layersText(cell);
  if (first) return [first, rest.join(" ")];
  return [cell.symbol === "○" ? `○ ${cell.mentions}` : symbolText(cell.symbol), ""];
}

function figureText(cell, value, format) {
  if (!cell.any) return countText(cell);
  return value === null ? ["", say("insufficient")] : [format(value), ""];
}

function buildMatrix() {
  const section = byId("matrix");
  const fixed = section.querySelector(".scroll");
  if (!fixed || !data.rows.length) return null;
  const header = [...fixed.querySelectorAll("thead th")].map((cell) => cell.textContent);
  const head = make("tr", {}, make("th", { scope: "col", text: header[0] }), make("th", { scope: "col", class: "num", text: say("measures") }),
    ...data.columns.map((column) => make("th", { scope: "col", text: column.label })));
  const body = make("tbody");
  const refs = [];
  data.rows.forEach((row, r) => {
    const line = make("tr", {}, make("th", { scope: "row" }, row.label, row.level && !row.label.endsWith(row.level) ? make("small", { text: row.level }) : ""),
      make("td", { class: "num", text: row.units }));
    data.columns.forEach((column, c) => {
      const cell = cells[r][c];
      const rows = cell.any + cell.practice + cell.safeguard + cell.mentions;
      const node = rows
        ? make("button", { type: "button", class: "cell", "data-row": r, "data-column": c }, make("b"), make("small"))
        : make("span", { class: "cell empty", title: say(`why.${cell.reason}`) }, make("b"), make("small"));
      refs.push({ node, cell, row, column });
      line.append(make("td", {}, node));
    });
    body.append(line);
  });
  const caption = make("caption", { class: "unseen", text: say("caption") });
  const table = make("table", {}, caption, make("thead", {}, head), body);
  table.style.minWidth = `${11 + 5.2 * data.columns.length}em`;
  const box = make("div", { class: "scroll matrix", tabindex: "0", role: "region", "aria-label": say("caption") }, table);
  const note = make("p", { class: "figure-note" });
  fixed.replaceWith(figureChoice(refs, note), note, box);
  body.addEventListener("click", (event) => {
    const button = event.target.closest("button.cell");
    if (button) openCell(button);
  });
  showFigure(refs, note);
  return section;
}

function figureChoice(refs, note) {
  const choices = Object.keys(FIGURES).map((name) => {
    const input = make("input", { type: "radio", name: "figure", value: name, checked: name === figure });
    input.addEventListener("change", () => { figure = name; showFigure(refs, note); });
    return make("label", { class: "choice" }, input, make("span", { text: say(`figure.${name}`) }));
  });
  const tools = make("div", { class: "tools" }, make("fieldset", {}, make("legend", { text: say("figure") }), ...choices));
  if (data.rows.length > 15) tools.append(rowFilter());
  return tools;
}

function rowFilter() {
  const input = make("input", { type: "search", placeholder: say("row_filter"), "aria-label": say("row_filter") });
  input.addEventListener("input", () => {
    const wanted = input.value.trim();
    document.querySelectorAll(".matrix tbody tr").forEach((line, r) => {
      line.hidden = !(data.rows[r].label + data.rows[r].level).includes(wanted);
    });
  });
  return input;
}

function showFigure(refs, note) {
  const { value, show } = FIGURES[figure];
  const most = data.columns.map((column) =>
    Math.max(0, ...refs.filter((ref) => ref.column === column).map(({ cell }) => value(cell) ?? 0)));
  note.textContent = say(`figure_note.${figure}`);
  for (const { node, cell, row, column } of refs) {
    const [main, small] = show(cell);
    node.children[0].textContent = main;
    node.children[1].textContent = small;
    const meaning = [say(`symbol.${cell.symbol}`), cell.reason && say(`why.${cell.reason}`)].filter(Boolean).join(comma);
    const spoken = say("cell", { row: row.label, column: column.label, meaning, figure: `${say(`figure.${figure}`)} ${main} ${small}`.trim() });
    if (node.tagName === "BUTTON") node.setAttribute("aria-label", spoken);
    else node.setAttribute("title", spoken);
    // what belongs to no type is nothing to compare
    node.parentNode.className = column.id === "other" ? "" : `shade-${step(value(cell), most[data.columns.indexOf(column)])}`;
  }
}

const step = (value, most) => (value ? 1 + FROM.filter((from) => value / most >= from).length : 0);
