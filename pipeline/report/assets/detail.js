// One comparison in full: both sentences, what is said of them, and where they stand.

function planTitle(plan) {
  return [plan.kind, plan.label].filter(Boolean).join(" ");
}

/** Who issued a plan, or that it is not known. */
function issuerName(plan) {
  return plan.issuer || say("no_issuer");
}

function planLine(plan) {
  return [issuerName(plan), plan.issued && say("issued", { date: plan.issued })].filter(Boolean).join(" · ");
}

/** The lines about a sentence, its own among them. */
function contextOf(sentence) {
  if (sentence.line === undefined) return make("p", { class: "muted" }, say("not_found"));
  const { lines } = plans[sentence.document];
  const around = [-2, -1, 0, 1, 2].map((step) => sentence.line + step).filter((number) => lines[number] !== undefined);
  return make(
    "div",
    { class: "context" },
    around.map((number) =>
      number === sentence.line
        ? make("p", { class: "own" }, marked(sentence.line_pieces))
        : make("p", {}, lines[number]),
    ),
  );
}

/** One plan and its sentence. */
function side(heading, documentIndex, sentenceIndex) {
  const plan = plans[documentIndex];
  const sentence = data.sentences[sentenceIndex];
  return make(
    "section",
    { class: "side said" },
    make("h3", {}, heading),
    plan ? [make("p", { class: "plan-name" }, planTitle(plan)), make("p", { class: "muted" }, planLine(plan))] : null,
    sentence ? make("blockquote", {}, marked(sentence.pieces)) : make("p", { class: "none" }, say("no_sentence")),
  );
}

/** Where a sentence, a finding or a number stands: in which section, among which lines, on which page. */
function surroundings(place) {
  if (!place) return make("section", { class: "side" });
  const page = place.page ? ` · ${say("page", { n: place.page })}` : "";
  return make(
    "section",
    { class: "side" },
    make("h3", {}, `${say("context")} ${plans[place.document]?.label ?? ""}`),
    make("p", { class: "trail" }, trailName(place.section), page),
    contextOf(place),
    place.line === undefined ? null : sheet(place),
  );
}

function factTable(upper, lower) {
  const names = data.words.fact;
  const keys = Object.keys(names).filter((key) => upper?.facts[key] || lower?.facts[key]);
  if (!keys.length || !upper || !lower) return null;
  const line = (key) => {
    const [one, other] = [upper.facts[key] ?? "", lower.facts[key] ?? ""];
    return make(
      "tr",
      { class: one === other ? "same" : "unlike" },
      make("th", { scope: "row" }, names[key]),
      make("td", {}, one || "–"),
      make("td", {}, other || "–"),
    );
  };
  const head = ["", say("upper"), say("lower")].map((text) => make("th", { scope: "col" }, text));
  return make(
    "section",
    {},
    make("h3", {}, say("compared")),
    make("table", { class: "facts" }, make("thead", {}, make("tr", {}, head)), make("tbody", {}, keys.map(line))),
  );
}

/** Rows that lead on from here, as buttons; `name` says what a row leads to. */
function steps(heading, found, name) {
  if (!found.length) return null;
  const step = (row) =>
    make(
      "li",
      {},
      make(
        "button",
        { type: "button", class: "step", onclick: () => openRow(row) },
        badge(row.verdict),
        make("span", {}, make("b", {}, `${row.verdict.name}: `), name(row)),
      ),
    );
  return make("section", { class: "steps" }, make("h3", {}, heading), make("ul", {}, found.map(step)));
}

function sentenceText(index) {
  return index < 0 ? "" : data.sentences[index].pieces.join("");
}

const lowerName = (row) => `${planTitle(plans[row.lower])} – ${sentenceText(row.lowerSentence) || say("no_sentence")}`;
const upperName = (row) => `${planTitle(plans[row.upper])} – ${sentenceText(row.upperSentence)}`;

const judgedUnder = (sentence) => (sentence < 0 ? [] : (rowsUnder.get(sentence) ?? []));
const judgedOver = (sentence) =>
  sentence < 0 ? [] : (rowsOver.get(sentence) ?? []).filter((row) => row.upperSentence >= 0);

function verdictHead(row) {
  return make(
    "header",
    { class: `verdict-head v-${row.verdict.code}` },
    badge(row.verdict),
    make(
      "div",
      {},
      make("h2", { id: "detail-title", tabindex: "-1" }, row.verdict.name),
      make("p", {}, row.verdict.meaning),
    ),
  );
}

function remarks(row) {
  const flags = row.flags.length
    ? [make("dt", {}, say("flags")), make("dd", {}, make("ul", {}, row.flags.map((flag) => make("li", {}, flag))))]
    : [];
  const pair = [make("dt", {}, say("basis")), make("dd", {}, row.basis)];
  const likeness =
    row.likeness < 0 ? [] : [make("dt", {}, say("similarity")), make("dd", {}, `${count.format(row.likeness)}%`)];
  return make(
    "section",
    { class: "remarks" },
    make("h3", {}, say("explanation")),
    make("p", { class: "explanation" }, row.explanation),
    make("dl", {}, flags, pair, likeness),
  );
}

function openRow(row) {
  const others = judgedUnder(row.upperSentence).filter((other) => other !== row && other.lower === row.lower);
  show(
    verdictHead(row),
    make(
      "div",
      { class: "sides" },
      side(say("upper"), row.upper, row.upperSentence),
      side(say("lower"), row.lower, row.lowerSentence),
    ),
    remarks(row),
    factTable(data.sentences[row.upperSentence], data.sentences[row.lowerSentence]),
    make("div", { class: "sides" }, surroundings(data.sentences[row.upperSentence]), surroundings(data.sentences[row.lowerSentence])),
    steps(say("also"), others, lowerName),
    steps(say("above"), judgedOver(row.upperSentence), upperName),
    steps(say("below"), judgedUnder(row.lowerSentence), lowerName),
  );
}

/** One target by itself, with what leads to it and what follows from it. */
function openTarget(target) {
  const sentence = data.sentences[target];
  show(
    make("header", { class: "verdict-head plain" }, make("h2", { id: "detail-title", tabindex: "-1" }, sentence.quote)),
    make("div", { class: "sides single" }, side("", sentence.document, target)),
    make("div", { class: "sides single" }, surroundings(sentence)),
    steps(say("above"), judgedOver(target), upperName),
    steps(say("below"), judgedUnder(target), lowerName),
  );
}

/** A finding or a number: what is said of it, and where it stands. */
function openPlace(title, place) {
  show(
    make("header", { class: "verdict-head plain" }, make("h2", { id: "detail-title", tabindex: "-1" }, title)),
    make("div", { class: "sides single" }, surroundings(place)),
  );
}

function show(...content) {
  const dialog = byId("detail");
  const close = make("button", { type: "button", class: "close", onclick: () => dialog.close() }, say("close"));
  dialog.replaceChildren(close, ...content.filter(Boolean));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  byId("detail-title").focus();
}

byId("detail").addEventListener("click", (event) => {
  if (event.target === event.currentTarget) event.currentTarget.close(); // the backdrop
});
