// What the page holds: the embedded data as objects, and small helpers that every other part uses.

const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const LAYERS = ["measure", "practice", "safeguard", "mention"];
const MENTION = 3;
const PAGE = 30; // cards rendered at a time, so that a list of thousands opens as fast as a short one
const BARE = "-"; // sub-type filter: rows that name no sub-type

const symbolText = (symbol) => words[`shown.${symbol}`] ?? symbol; // 不适用 for n/a
const say = (key, slots = {}) =>
  (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => (name in slots ? String(slots[name]) : whole));

function make(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (name === "on") for (const [event, handle] of Object.entries(value)) node.addEventListener(event, handle);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== ""));
  return node;
}

const byId = (id) => document.getElementById(id);
const oneDecimal = (value) => value.toFixed(1);
const percent = (value) => `${oneDecimal(100 * value)}%`;
const comma = data.lang === "en" ? ", " : "，";
const listed = (names) => names.join(data.lang === "en" ? ", " : "、");
const named = (id) => data.subtypes[id] ?? id;

const cells = data.cells.map((row) =>
  row.map(([symbol, primary, any, practice, safeguard, mentions, share, per1000, covered, subtypes, reason]) => ({
    symbol, primary, any, practice, safeguard, mentions, share, per1000, covered, subtypes, reason,
  })));
const documents = data.documents.map(([title, issuer, number, file, grade]) => ({ title, issuer, number, file, grade }));
const paragraphs = data.paragraphs.map(([key, origin, text, headings, clause, lines, lead, caveats, doubt, source]) => ({
  key, document: documents[origin], text, headings, clause, lines, lead, caveats, doubt, source, haystack: null,
}));
const evidence = data.evidence.map(
  ([id, row, column, layer, rank, paragraph, intensity, subtypes, matches, reasons, rejected, instrument]) => ({
    id, row, column, layer, rank, paragraph: paragraphs[paragraph], intensity, subtypes, matches, reasons, rejected, instrument,
    score: reasons.reduce((sum, [, points]) => sum + points, 0),
  }));
