// One row of evidence: marked words, source, reasons, citation.

function card(row) {
  const { paragraph } = row;
  const doubtful = paragraph.document.grade === "E";
  const rank = row.layer === MENTION ? "" : say(row.rank > 1 ? "rank.further" : "rank.main");
  const badges = [
    make("span", { class: "badge", text: data.rows[row.row].label }),
    make("span", { class: "badge strong", text: [data.columns[row.column].label, rank].filter(Boolean).join(" · ") }),
    make("span", { class: "badge", text: say(`layer.${LAYERS[row.layer]}`) }),
    row.instrument ? make("span", { class: "badge", text: words[`instrument.${row.instrument}`] ?? row.instrument }) : "",
    row.intensity ? make("span", { class: "badge", text: say("strength", { n: row.intensity, name: say(`intensity.${row.intensity}`) }) }) : "",
    make("span", { class: doubtful ? "badge warn" : "badge", text: say("grade", { grade: paragraph.document.grade }) }),
  ];
  return make("li", { class: "card", "data-id": row.id },
    make("div", { class: "card-head" }, make("b", { text: paragraph.source })),
    make("div", { class: "card-head" }, ...badges),
    doubtful ? make("p", { class: "alert", text: say("unreliable") }) : "",
    make("p", { class: "card-text" }, ...marked(paragraph.text, row.matches)),
    particulars(row),
    reasons(row),
    doubtful ? "" : copyButton(row));
}

function particulars(row) {
  const { paragraph } = row;
  const facts = [
    [say("doubt"), paragraph.doubt],
    [say("lead_in"), paragraph.lead],
    [say("subtypes"), listed(row.subtypes.map(named))],
    [say("headings"), paragraph.headings.join(" › ")],
    [say("source"), source(paragraph, true)],
    ...paragraph.caveats.map((caveat) => [say("caveat"), caveat]),
    [say("id"), row.id],
  ].filter(([, text]) => text);
  return make("dl", {}, ...facts.flatMap(([name, text]) => [make("dt", { text: name }), make("dd", { text })]));
}

// Marks inside book-title marks are single ones (GB/T 15834).
function quotedTitle(title) {
  if (!say("title_quote").startsWith("《")) return title;
  return say("title_quote", { title: title.replace(/^《([^《》]*)》$/, "$1").replaceAll("《", "〈").replaceAll("》", "〉") });
}

function source({ document: origin, clause, lines }, file) {
  const [first, last] = lines;
  const place = lines.length ? say(first === last ? "line" : "lines", { first, last }) : "";
  const parts = [(origin.issuer && !file ? origin.issuer : "") + quotedTitle(origin.title), origin.number, clause, file ? `${origin.file} ${place}`.trim() : place];
  return parts.filter(Boolean).join(comma);
}

function reasons(row) {
  if (!row.reasons.length && !row.rejected.length) return row.layer === MENTION ? "" : make("p", { class: "source", text: say("no_type") });
  const items = row.reasons.map(([rule, points, note]) =>
    make("li", { text: `${say(`reason.${rule}`).replace(/^reason\./, "")} ${points > 0 ? "+" : points < 0 ? "−" : ""}${Math.abs(points)}${note ? `（${note}）` : ""}` }));
  const rejected = row.rejected.map(([quote, why, note]) => {
    const [code] = why.split(":");
    return make("li", { text: `${quote}：${say(`reason.rejected.${code}`).replace(/^reason\.rejected\./, "")}${note ? `（${note}）` : ""}` });
  });
  const score = Math.round(row.score * 1000) / 1000;
  return make("details", {}, make("summary", { text: say("score", { score, n: row.reasons.length }) }), make("ul", {}, ...items),
    rejected.length ? make("p", { class: "source", text: say("rejected") }) : "", rejected.length ? make("ul", {}, ...rejected) : "");
}

/** Text with matched keywords (1), passing mentions (2) and search words (4) marked; spans count code points. */
function marked(text, matches) {
  const letters = Array.from(text);
  const kinds = new Uint8Array(letters.length);
  for (const [start, end, status] of matches) for (let i = start; i < end; i++) kinds[i] |= status && status !== "object" ? 2 : 1;
  const places = [];
  letters.forEach((letter, i) => { for (let unit = 0; unit < letter.length; unit++) places.push(i); });
  const lower = text.toLowerCase();
  if (lower.length === places.length) {
    for (const word of tokens()) {
      for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
        for (let unit = at; unit < at + word.length; unit++) kinds[places[unit]] |= 4;
      }
    }
  }
  const pieces = [];
  for (let from = 0, i = 1; i <= letters.length; i++) {
    if (i < letters.length && kinds[i] === kinds[from]) continue;
    const words = letters.slice(from, i).join("");
    const kind = kinds[from];
    pieces.push(kind ? make("mark", { class: kind & 4 ? "hit" : kind & 1 ? undefined : "damped", text: words }) : words);
    from = i;
  }
  return pieces;
}

function copyButton(row) {
  const button = make("button", { type: "button", text: say("copy") });
  const text = say("citation", { text: row.paragraph.text, source: source(row.paragraph, false) });
  button.addEventListener("click", async () => {
    await copyText(text, button);
    button.textContent = say("copied");
    setTimeout(() => { button.textContent = say("copy"); }, 1500);
  });
  return button;
}

async function copyText(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // pages opened from a folder may have no clipboard access
    const area = make("textarea", { class: "unseen" });
    area.value = text;
    button.after(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
}
