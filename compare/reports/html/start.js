// Everything is defined: build the controls and listen.

/** What is folded opens when something leads into it. */
function unfold(hash) {
  const place = hash ? byId(decodeURIComponent(hash.slice(1))) : null;
  for (let node = place?.querySelector(":scope > details") ?? place; node; node = node.parentElement) {
    if (node.tagName === "DETAILS") node.open = true;
  }
}

buildFilters();
const section = buildMatrix();
if (section) buildPair(section);
document.addEventListener("click", (event) => unfold(event.target.closest('a[href^="#"]')?.hash));
unfold(location.hash);
const known = new Set(data.paragraphs.map(([key]) => key));
byId("main").addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#e-"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const paragraph = link.getAttribute("href").slice(3);
  if (!known.has(paragraph)) return;
  event.preventDefault();
  openPanel({ paragraph, layer: "" }, link);
});
const search = byId("search-open");
search.hidden = false;
search.addEventListener("click", () => openPanel({ focus: "search" }, search));
if (data.limited) byId("found").after(make("p", { class: "source", text: say("limited", data.limited) }));
