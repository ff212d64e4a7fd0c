"use strict";

// --- how texts are compared ---

/** Text for comparing: one kind of dash and space, small letters, numbers without marks between thousands. */
function folded(text) {
  return text.replace(/(\d)[,'\u2019\u00a0\u2009\u202f](?=\d{3}(?!\d))/g, "$1").normalize("NFKC").toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, "-").replace(/\s+/g, " ").trim();
}

/** What is asked for: each way to read it is a list of words that must all be there; "..." keeps words together. */
function readings(query) {
  const words = folded(query).match(/"[^"]+"|[^\s"]+/g) || [];
  const plain = words.map((word) => word.replace(/"/g, "").trim()).filter(Boolean);
  const joined = folded(query).replace(/(\d) (?=\d{3}(?!\d))/g, "$1");
  return joined === folded(query) ? [plain] : [plain, readings(joined)[0]];
}

const isDigit = (sign) => sign >= "0" && sign <= "9";
const goesOn = (sign, next) => isDigit(sign) || ((sign === "." || sign === ",") && isDigit(next));

/** Whether a text holds a word; a number only as a whole: 0.60 is neither in 10.60 nor in 0.605. */
function holds(text, word) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    const before = isDigit(word[0]) && goesOn(text.charAt(at - 1), text.charAt(at - 2));
    const after = isDigit(word[word.length - 1]) && goesOn(text.charAt(end), text.charAt(end + 1));
    if (!before && !after) return true;
  }
  return false;
}

const holdsAll = (text, ways) => ways.some((words) => words.length > 0 && words.every((word) => holds(text, word)));

/** How many days a day lies after today; both as 2025-12-31. */
function daysAhead(day, today) {
  const days = (Date.parse(day) - Date.parse(today)) / 86400000;
  return Number.isFinite(days) ? Math.max(0, days) : 0;
}

/** What became of documents since a reader looked: path to "new", "changed" or "seen". */
function sinceLooked(documents, marks) {
  return documents.map(({path, mark}) => !Object.hasOwn(marks, path) ? "new" : marks[path] === mark ? "seen" : "changed");
}

// --- where a number is ---

/** Statements of the data that answer a query, the best first: as [statement, rank, values that match]. */
class Numbers {
  constructor(data) {
    this.data = data;
    this.rests = data.facts.map(() => null);
    this.said = null;
  }

  prepare() {
    if (this.said) return;
    const {texts, statements} = this.data;
    this.texts = texts.map(folded);
    this.said = statements.map(([text, values]) => {
      const own = this.texts[text], more = [];
      for (let at = 0; at < values.length; at += 2) if (!own.includes(this.texts[values[at]])) more.push(this.texts[values[at]]);
      return own + (more.length ? " | " + more.join(" | ") : "");
    });
  }

  /** Everything that a fact rests on, as text to search. */
  restsOn(number) {
    if (this.rests[number] === null) {
      const [record, field, , cited, , speaker, inputs] = this.data.facts[number];
      const parts = [record, field, speaker].map((text) => this.texts[text]);
      for (let at = 0; at < cited.length; at += 2) {
        const [id, text] = this.data.sources[cited[at]];
        parts.push(this.texts[id], this.texts[text], this.texts[cited[at + 1]]);
      }
      this.rests[number] = [...parts, ...inputs.map((input) => this.restsOn(input))].join(" | ");
    }
    return this.rests[number];
  }

  /** The place of a statement among those found: a value in its sentence, alone, in a chart, then words; 9 is none. */
  rank(number, whole, ways, inValue) {
    const [text, values] = this.data.statements[number], own = this.texts[text];
    if (inValue) return !own ? 2 : values.length === 2 && own === this.texts[values[0]] ? 1 : 0;
    return holds(this.said[number], whole) ? 3 : holdsAll(this.said[number], ways) ? 4 : 9;
  }

  find(query) {
    const whole = folded(query).replace(/"/g, ""), ways = readings(query);
    if (whole.length < 2 && !isDigit(whole)) return [];
    this.prepare();
    const found = [];
    this.data.statements.forEach(([, values], number) => {
      const places = [...values.keys()].filter((at) => at % 2 === 0);
      let matching = places.filter((at) => holds(this.texts[values[at]], whole));
      let rank = this.rank(number, whole, ways, matching.length > 0);
      if (rank === 9) {
        matching = places.filter((at) => holdsAll(this.said[number] + " | " + this.restsOn(values[at + 1]), ways));
        if (matching.length) rank = 5;
      }
      if (rank < 9) found.push([number, rank, matching]);
    });
    const spread = ([number]) => new Set(this.data.statements[number][2].filter((_, at) => at % 2 === 0)).size;
    return found.sort((one, other) => one[1] - other[1] || spread(other) - spread(one) || one[0] - other[0]);
  }
}

// --- which documents are shown ---

const documentText = (one, names) =>
  folded([one.title, one.path, ...Object.values(one.held).flat().map((name) => names[name])].join(" | "));

/** Whether a document has every value that is chosen, but for one facet. */
const passes = (held, chosen, but) =>
  Object.entries(chosen).every(([facet, name]) => facet === but || (held[facet] || []).includes(name));

const counted = (number, what) => `${number.toLocaleString("en-GB")} ${what}${number === 1 ? "" : "s"}`;

// --- the page ---

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

/** A text with the stretches marked that stand in it as they were asked for. */
function marked(text, wanted) {
  const small = text.toLowerCase(), spans = [];
  if (small.length !== text.length) return [text];
  for (const word of wanted) {
    for (let at = small.indexOf(word); word && at >= 0; at = small.indexOf(word, at + word.length)) {
      if (holds(small.slice(Math.max(0, at - 2), at + word.length + 2), word)) spans.push([at, at + word.length]);
    }
  }
  spans.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  const parts = [];
  let done = 0;
  for (const [start, end] of spans) {
    if (start < done) continue;
    parts.push(text.slice(done, start), element("mark", {textContent: text.slice(start, end)}));
    done = end;
  }
  return [...parts, text.slice(done)];
}

class Page {
  constructor(data) {
    this.data = data;
    this.rows = [...document.querySelectorAll("#documents tbody tr")];
    this.texts = data.documents.map((one) => documentText(one, data.names));
    this.numbers = new Numbers(data);
    this.selects = {};
    this.shown = Page.STEP;
    this.key = "briefgen portal " + location.pathname;
    this.at = (id) => document.getElementById(id);
  }

  start() {
    this.at("searches").hidden = this.at("facets").hidden = false;
    if (this.data.statements.length === 0) this.at("number").parentElement.hidden = true;
    this.look();
    this.clock();
    this.facets();
    this.sorting();
    this.at("search").addEventListener("input", () => this.filter());
    this.at("number").addEventListener("input", () => { this.shown = Page.STEP; this.ask(); });
    this.at("more").addEventListener("click", () => this.more());
    this.at("seen").addEventListener("click", () => this.markSeen());
    this.at("facets").addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => this.press(event));
    window.addEventListener("hashchange", () => this.read());
    this.read();
  }

  press(event) {
    const field = event.target.closest("input, select, textarea");
    if (event.key === "/" && !field && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.at("search").focus();
      this.at("search").select();
    } else if (event.key === "Escape" && field && field.type === "search") {
      field.value = "";
      field.dispatchEvent(new Event("input"));
    }
  }

  // what the reader has seen

  stored() {
    try {
      const {at, marks} = JSON.parse(localStorage.getItem(this.key));
      return marks && typeof marks === "object" ? {at: String(at), marks} : null;
    } catch { return null; }
  }

  store(marks) {
    try {
      localStorage.setItem(this.key, JSON.stringify({at: new Date().toISOString(), marks}));
      return true;
    } catch { return false; }
  }

  all() {
    return Object.fromEntries(this.data.documents.map(({path, mark}) => [path, mark]));
  }

  look() {
    const before = this.stored();
    this.since = this.data.documents.map(() => "seen");
    if (!before) { this.store(this.all()); return; }
    this.since = sinceLooked(this.data.documents, before.marks);
    this.tell(before.at);
    this.rows.forEach((row, number) => row.querySelector("a").addEventListener("click", () => this.opened(number)));
  }

  tell(at) {
    const fresh = this.since.filter((one) => one === "new").length;
    const changed = this.since.filter((one) => one === "changed").length;
    const day = new Date(at), known = !Number.isNaN(day.getTime());
    const when = known ? ` (${day.toLocaleDateString("en-GB", {day: "numeric", month: "long", year: "numeric"})})` : "";
    this.at("news").hidden = fresh + changed === 0;
    this.at("news-told").textContent = `Since you last looked${when}: ${fresh} new, ${changed} changed.`;
    this.rows.forEach((row, number) => {
      row.querySelector(".looked")?.remove();
      const said = {new: "new to you", changed: "changed since you looked"}[this.since[number]];
      if (said) row.querySelector(".told").append(element("span", {className: "chip looked", textContent: said}));
    });
  }

  opened(number) {
    const before = this.stored(), {path, mark} = this.data.documents[number];
    if (!before || this.since[number] === "seen") return;
    this.since[number] = "seen";
    this.store({...before.marks, [path]: mark});
    this.tell(before.at);
  }

  markSeen() {
    this.store(this.all());
    this.since = this.since.map(() => "seen");
    this.tell("");
    this.at("documents").focus();
  }

  clock() {
    const now = new Date(), two = (number) => String(number).padStart(2, "0");
    const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    this.data.documents.forEach((one, number) => {
      const days = daysAhead(one.as_of, today);
      if (!days) return;
      const said = `its day is to come: ${counted(days, "day")}`;
      this.rows[number].querySelector("time").after(" ", element("span", {className: "chip house", textContent: said}));
    });
  }

  // documents

  facets() {
    for (const [facet, label] of this.data.facets) {
      const held = [...new Set(this.data.documents.flatMap((one) => one.held[facet]))];
      if (held.length < 2) continue;
      held.sort((one, other) => this.data.names[one].localeCompare(this.data.names[other], "en", {numeric: true}));
      if (facet === "period") held.reverse();
      const select = element("select", {id: "facet-" + facet}, element("option", {value: "", textContent: "All"}),
        ...held.map((name) => element("option", {value: String(name)})));
      select.addEventListener("change", () => this.filter());
      this.selects[facet] = select;
      this.at("facets").append(element("p", {}, element("label", {htmlFor: select.id, textContent: label}), select));
    }
    const clear = element("button", {type: "button", id: "clear", textContent: "Clear filters"});
    clear.addEventListener("click", () => this.clear());
    this.at("facets").append(element("p", {}, clear));
  }

  clear() {
    for (const select of Object.values(this.selects)) select.value = "";
    this.at("search").value = "";
    this.filter();
    this.at("search").focus();
  }

  filter() {
    const chosen = {}, ways = readings(this.at("search").value), {documents, names} = this.data;
    for (const [facet, select] of Object.entries(this.selects)) if (select.value) chosen[facet] = Number(select.value);
    const says = this.texts.map((text) => ways.some((words) => words.every((word) => text.includes(word))));
    let shown = 0;
    documents.forEach((one, number) => {
      const fits = says[number] && passes(one.held, chosen, "");
      this.rows[number].hidden = !fits;
      shown += fits;
    });
    for (const [facet, select] of Object.entries(this.selects)) {
      const found = new Map();
      documents.forEach((one, number) => {
        if (!says[number] || !passes(one.held, chosen, facet)) return;
        for (const name of one.held[facet]) found.set(name, (found.get(name) || 0) + 1);
      });
      for (const option of select.options) {
        if (!option.value) continue;
        const number = found.get(Number(option.value)) || 0;
        option.textContent = `${names[Number(option.value)]} (${number})`;
        option.disabled = number === 0 && !option.selected;
      }
    }
    this.at("told").textContent = shown === documents.length ? `All ${counted(shown, "document")}`
      : `${shown.toLocaleString("en-GB")} of ${counted(documents.length, "document")}`;
    this.at("clear").disabled = !Object.keys(chosen).length && !this.at("search").value;
    this.write();
  }

  sorting() {
    const heads = [...document.querySelectorAll("#documents thead th")];
    heads.slice(0, -1).forEach((head, column) => {
      const button = element("button", {type: "button", textContent: head.textContent});
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const key = (row) => row.cells[column].querySelector("time")?.dateTime || row.cells[column].textContent;
        const order = [...this.rows].sort((one, other) => key(one).localeCompare(key(other), "en", {numeric: true}));
        document.querySelector("#documents tbody").append(...(down ? order.reverse() : order));
      });
    });
  }

  // numbers

  ask() {
    const query = this.at("number").value.trim(), section = this.at("numbers");
    section.hidden = !query;
    this.found = query ? this.numbers.find(query) : [];
    const documents = new Set();
    for (const [number] of this.found) {
      const stands = this.data.statements[number][2];
      for (let at = 0; at < stands.length; at += 2) documents.add(stands[at]);
    }
    const told = this.found.length ? `${counted(this.found.length, "passage")} in ${counted(documents.size, "document")}`
      : folded(query).length < 2 ? "Type at least two signs" : "No passage of these documents says that";
    this.at("numbers-told").textContent = told;
    this.show();
    this.write();
  }

  show() {
    const query = this.at("number").value;
    this.at("found").replaceChildren(...this.found.slice(0, this.shown).map((one) => this.answer(one, query)));
    this.at("more").hidden = this.found.length <= this.shown;
  }

  more() {
    const first = this.shown;
    this.shown += Page.STEP;
    this.show();
    const next = this.at("found").children[first];
    next.tabIndex = -1;
    next.focus();
  }

  answer([number, , matching], query) {
    const {texts} = this.data, [text, values, stands] = this.data.statements[number];
    const own = matching.map((at) => texts[values[at]].toLowerCase());
    const words = [query.trim().toLowerCase(), ...own, ...readings(query).flat()];
    const sentence = texts[text] ? marked(texts[text], words) : [element("span", {className: "soft", textContent: "Drawn in a chart"})];
    const shown = matching.length ? matching : [...values.keys()].filter((at) => at % 2 === 0);
    const facts = new Map();
    for (const at of shown) facts.set(values[at] + " " + values[at + 1], this.value(texts[values[at]], values[at + 1]));
    const [first, rest] = [[...facts.values()].slice(0, 4), [...facts.values()].slice(4)];
    return element("li", {}, element("p", {className: "sentence"}, ...sentence),
      element("ul", {className: "values"}, ...first), this.further(rest, "value", "values"), this.places(stands));
  }

  further(items, what, look) {
    if (!items.length) return "";
    return element("details", {}, element("summary", {textContent: `${counted(items.length, what)} more`}),
      element("ul", {className: look}, ...items));
  }

  value(text, number) {
    const {texts} = this.data, [record, field, origin, , formula, speaker, inputs] = this.data.facts[number];
    const made = element("li", {}, element("b", {textContent: text}), " ");
    made.append(element("code", {textContent: `${texts[record]} ${texts[field]}`.trim()}));
    if (texts[origin]) made.append(" ", element("code", {className: "soft", textContent: texts[origin]}));
    if (texts[speaker]) made.append(element("span", {className: "source", textContent: `said by ${texts[speaker]}`}));
    if (texts[formula]) {
      const from = inputs.map((input) => this.data.facts[input].slice(0, 2).map((name) => texts[name]).join(" ").trim());
      made.append(element("span", {className: "source", textContent: `computed: ${texts[formula]}, from ${from.join("; ")}`}));
    }
    const sources = this.sources(number);
    for (const source of sources) made.append(element("span", {className: "source", textContent: source}));
    if (!sources.length) made.append(element("span", {className: "source", textContent: "no source recorded"}));
    return made;
  }

  sources(number) {
    const {texts, sources, facts} = this.data, [, , , cited, , , inputs] = facts[number], found = [];
    for (let at = 0; at < cited.length; at += 2) {
      const [id, text, tier] = sources[cited[at]];
      found.push([texts[text] || texts[id], texts[cited[at + 1]], texts[tier]].filter(Boolean).join(" · "));
    }
    return [...new Set([...found, ...inputs.flatMap((input) => this.sources(input))])];
  }

  places(stands) {
    const places = new Map();
    for (let at = 0; at < stands.length; at += 2) {
      if (!places.has(stands[at])) places.set(stands[at], []);
      places.get(stands[at]).push(this.data.texts[stands[at + 1]]);
    }
    const lines = [...places].map(([number, where]) => {
      const one = this.data.documents[number], held = (facet) => one.held[facet].map((name) => this.data.names[name]).join(", ");
      const about = ` ${one.program}, ${held("period")}, for ${held("audience")}: `;
      const rest = where.length > Page.PLACES ? `; ${counted(where.length - Page.PLACES, "place")} more` : "";
      return element("li", {}, element("a", {href: one.href, textContent: one.title}),
        element("span", {className: "soft", textContent: about}), where.slice(0, Page.PLACES).join("; ") + rest);
    });
    const more = this.further(lines.slice(4), "document", "places");
    return element("div", {}, element("ul", {className: "places"}, ...lines.slice(0, 4)), more);
  }

  // the address keeps what is asked for

  read() {
    const asked = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    this.at("search").value = asked.get("search") || "";
    this.at("number").value = asked.get("number") || "";
    for (const [facet, select] of Object.entries(this.selects)) {
      const name = this.data.names.indexOf(asked.get(facet));
      select.value = name >= 0 && [...select.options].some((option) => option.value === String(name)) ? String(name) : "";
    }
    this.filter();
    this.ask();
  }

  write() {
    const asked = new URLSearchParams();
    for (const id of ["search", "number"]) if (this.at(id).value) asked.set(id, this.at(id).value);
    for (const [facet, select] of Object.entries(this.selects)) if (select.value) asked.set(facet, this.data.names[Number(select.value)]);
    const hash = asked.toString();
    if (!hash && !location.hash.includes("=")) return;
    try { history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search); } catch { /* no history here */ }
  }
}
Page.STEP = 30;
Page.PLACES = 3;

if (typeof document !== "undefined") new Page(JSON.parse(document.getElementById("data").textContent)).start();
