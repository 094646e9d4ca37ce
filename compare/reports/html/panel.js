// The evidence panel: filters, full-text search, a list that grows by pages.

const panel = byId("panel");
const narrow = window.matchMedia("(max-width: 1099px)");
let wanted = {};
let found = [];
let shown = 0;
let opener = null;
const fields = {};

function options(list, all) {
  return [make("option", { value: "", text: all }), ...list.map(([value, text]) => make("option", { value, text }))];
}

function buildFilters() {
  const form = byId("filters");
  const select = (name, list, all = say("filter.all")) => {
    const node = make("select", {}, ...options(list, all));
    node.addEventListener("change", () => choose(name, node.value));
    fields[name] = node;
    return make("label", { class: "field" }, say(`filter.${name}`), node);
  };
  const search = make("input", { type: "search", placeholder: say("search_hint"), autocomplete: "off" });
  let timer = 0;
  search.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => choose("search", search.value), 150); });
  fields.search = search;
  const grades = [...new Set(evidence.map((row) => row.paragraph.document.grade))].sort();
  form.append(
    make("label", { class: "field wide" }, say("search"), search),
    select("row", data.rows.map((row, r) => [r, row.label])),
    select("column", data.columns.map((column, c) => [c, column.label])),
    select("subtype", []),
    select("layer", [...LAYERS.map((layer, n) => [n, say(`layer.${layer}`)]), ["all", say("filter.all")]], say("layer.counted")),
    select("rank", [["main", say("rank.main")], ["further", say("rank.further")]]),
    select("grade", grades.map((grade) => [grade, grade])),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  byId("panel-close").addEventListener("click", closePanel);
  byId("more").addEventListener("click", showMore);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) closePanel(); });
}

function fillSubtypes() {
  const columns = wanted.column ? [data.columns[wanted.column]] : data.columns;
  const groups = columns.map((column) =>
    make("optgroup", { label: column.label }, ...column.subtypes.map((id) => make("option", { value: id, text: named(id) }))));
  fields.subtype.replaceChildren(make("option", { value: "", text: say("filter.all") }), ...groups, make("option", { value: BARE, text: say("no_subtype") }));
}

function choose(name, value) {
  wanted = { ...wanted, [name]: value, paragraph: undefined };
  if (name === "column") wanted.subtype = "";
  apply();
}

function apply() {
  fillSubtypes();
  for (const [name, node] of Object.entries(fields)) if (document.activeElement !== node || name !== "search") node.value = wanted[name] ?? "";
  found = findRows(wanted);
  shown = 0;
  byId("rows").replaceChildren();
  showMore();
  const reset = make("button", { type: "button", text: say("filter.reset"), on: { click: () => { wanted = {}; fields.search.value = ""; apply(); } } });
  byId("found").replaceChildren(found.length ? say("found", { n: found.length }) : say("found_none"), reset);
  byId("panel-title").textContent = panelTitle();
}

function panelTitle() {
  const parts = [wanted.row && data.rows[wanted.row].label, wanted.column && data.columns[wanted.column].label,
    wanted.subtype && (wanted.subtype === BARE ? say("no_subtype") : named(wanted.subtype))].filter(Boolean);
  return parts.length ? parts.join(" · ") : say("panel");
}

const tokens = () => (wanted.search ?? "").toLowerCase().split(/\s+/).filter(Boolean);

function haystack(paragraph) {
  paragraph.haystack ??= [paragraph.text, ...paragraph.headings, paragraph.document.title].join("\n").toLowerCase();
  return paragraph.haystack;
}

function findRows({ row, column, subtype, layer, rank, grade, paragraph }) {
  const search = tokens();
  const counted = !layer && !paragraph;
  const rows = evidence.filter((item) =>
    (!row || item.row === +row) && (!column || item.column === +column)
    && (!subtype || (subtype === BARE ? !item.subtypes.length : item.subtypes.includes(subtype)))
    && (counted ? item.layer !== MENTION : !layer || layer === "all" || item.layer === +layer)
    && (!rank || (rank === "main" ? item.rank === 1 : item.rank > 1))
    && (!grade || item.paragraph.document.grade === grade)
    && (!paragraph || item.paragraph.key === paragraph)
    && search.every((word) => haystack(item.paragraph).includes(word) || item.id.toLowerCase().includes(word)));
  if (row && column) rows.sort((a, b) => a.layer - b.layer || (a.rank > 1) - (b.rank > 1));
  return rows;
}

function showMore() {
  const next = found.slice(shown, shown + PAGE);
  byId("rows").append(...next.map(card));
  shown += next.length;
  const left = found.length - shown;
  byId("more").hidden = left <= 0;
  byId("more").textContent = say("more", { n: Math.min(PAGE, left), left });
}

function openPanel(filters, from) {
  wanted = filters;
  opener = from;
  fields.search.value = filters.search ?? "";
  keepInPlace(from, () => {
    panel.hidden = false;
    document.body.classList.add("with-panel");
  });
  setInert(narrow.matches);
  apply();
  panel.scrollTop = 0;
  (filters.focus === "search" ? fields.search : byId("panel-title")).focus({ preventScroll: true });
}

function closePanel() {
  keepInPlace(opener, () => {
    panel.hidden = true;
    document.body.classList.remove("with-panel");
  });
  setInert(false);
  document.querySelectorAll('[aria-pressed="true"]').forEach((node) => node.removeAttribute("aria-pressed"));
  if (opener) opener.focus({ preventScroll: true });
}

/** The page gets narrower beside the panel: what was pressed stays where it was on the screen. */
function keepInPlace(node, change) {
  const before = node.getBoundingClientRect().top;
  change();
  const box = node.getBoundingClientRect();
  if (box.height) window.scrollBy({ top: box.top - before, behavior: "instant" });
}

function setInert(inert) {
  for (const name of ["main", "header", "nav"]) document.querySelector(`body > ${name}`).inert = inert;
}

function openCell(button) {
  const { row, column } = button.dataset;
  document.querySelectorAll('[aria-pressed="true"]').forEach((node) => node.removeAttribute("aria-pressed"));
  button.setAttribute("aria-pressed", "true");
  const cell = cells[row][column];
  const onlyMentions = !(cell.any + cell.practice + cell.safeguard);
  openPanel({ row, column, layer: onlyMentions ? String(MENTION) : "" }, button);
}
