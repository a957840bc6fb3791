// What stands beside the comparison: missing, extras, orphans, findings, unclassified numbers, files not read.

const OPEN_AT_ONCE = 150; // items in a list whose groups start open

function isListed(document, sentences) {
  return (!state.issuer || plans[document].issuer === state.issuer) && isFound(sentences);
}

/** Groups by document, each opened when asked for; its items are made only then. */
function groupedList(hint, items, documentOf, build) {
  const groups = [...collect(items, documentOf)].sort(([one], [other]) => byLevel(one, other));
  const group = ([document, members]) => {
    const list = make("ul", { class: "items" });
    const fill = () => list.childElementCount || appendLazily(list, members, build, PORTION);
    const block = make(
      "details",
      { class: "group", ontoggle: fill },
      make(
        "summary",
        {},
        make("b", {}, planTitle(plans[document])),
        make("span", { class: "muted" }, ` ${issuerName(plans[document])} `),
        make("span", { class: "number" }, count.format(members.length)),
      ),
      list,
    );
    if (items.length <= OPEN_AT_ONCE) {
      fill();
      block.open = true;
    }
    return block;
  };
  return [
    make("p", { class: "muted" }, hint),
    groups.length ? groups.map(group) : make("p", { class: "none" }, say("nothing_here")),
  ];
}

function rowItem(row) {
  const sentence = data.sentences[row.upperSentence >= 0 ? row.upperSentence : row.lowerSentence];
  const from = row.upperSentence >= 0 && row.upper >= 0 ? planTitle(plans[row.upper]) : "";
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", class: "step", onclick: () => openRow(row) },
      badge(row.verdict),
      make("span", {}, from && make("span", { class: "muted" }, `${from}: `), sentence ? marked(sentence.pieces) : row.explanation),
    ),
  );
}

const rowsWith = (code) =>
  rows.filter((row) => row.verdict.code === code && isListed(row.lower, [row.upperSentence, row.lowerSentence]));

/** An extra under several upper plans is one extra. */
function oncePerSentence(found) {
  return [...new Map(found.map((row) => [row.lowerSentence, row])).values()];
}

/** Plans of which an upper plan is not at hand, and plans that cite none. */
function orphans() {
  return plans.filter((plan) => (plan.absent.length || plan.orphan) && isListed(plan.index, targetsOf.get(plan.index) ?? []));
}

/** Why a plan is among the orphans, and which plans may be above it. */
function orphanReasons(plan) {
  const likely = plan.likely.map((upper) => `${planTitle(plans[upper])} (${issuerName(plans[upper])})`);
  return [
    plan.absent.length ? say("orphan_absent", { names: plan.absent.join("; ") }) : say("orphan_alone"),
    likely.length ? say("orphan_likely", { names: likely.join("; ") }) : "",
  ].filter(Boolean);
}

function orphanItem(plan) {
  return make(
    "li",
    { class: "orphan" },
    make(
      "button",
      { type: "button", class: "plan-link", onclick: () => choosePlan(plan.index) },
      make("b", {}, planTitle(plan)),
      make("span", {}, issuerName(plan)),
    ),
    orphanReasons(plan).map((reason) => make("p", {}, reason)),
  );
}

function orphanList() {
  const found = orphans();
  return [
    make("p", { class: "muted" }, say("orphans_hint")),
    found.length
      ? make("ul", { class: "items" }, found.map(orphanItem))
      : make("p", { class: "none" }, say("nothing_here")),
  ];
}

/** Those of `places` that issuer and search let through; `text` is what is searched. */
const placesShown = (places, text) =>
  places.filter(
    (one) =>
      (!state.issuer || plans[one.document].issuer === state.issuer) &&
      (!state.query || fold(text(one)).includes(state.query)),
  );

const numeralsShown = () => placesShown(data.numerals, (one) => one.line_pieces.join(""));
const findingsShown = () => placesShown(data.findings, (one) => `${one.message} ${one.quote}`);

function placeItem(title, place, ...content) {
  return make(
    "li",
    { class: "place" },
    make("button", { type: "button", class: "step", onclick: () => openPlace(title, place) }, make("span", {}, content)),
  );
}

const numeralItem = (one) => placeItem(one.quote, one, marked(one.line_pieces));
const findingItem = (one) => placeItem(one.message, one, findingText(one));

/** How grave a finding is, what is to be mended, and the words that it is about. */
function findingText(one) {
  return [make("b", {}, `${one.severity}: `), one.message, one.quote && make("q", {}, one.quote)];
}

function failureList() {
  const line = (one) => make("tr", {}, make("td", {}, one.source), make("td", {}, one.reason));
  return [
    make("p", { class: "muted" }, say("failures_hint")),
    make("table", { class: "facts" }, make("tbody", {}, data.failures.map(line))),
  ];
}

/** The lists by name, all of the whole dataset: how many they hold and what draws them. */
const lists = {
  missing: {
    size: () => rowsWith("missing").length,
    draw: () => groupedList(say("missing_hint"), rowsWith("missing"), (row) => row.lower, rowItem),
  },
  extra: {
    size: () => oncePerSentence(rowsWith("extra")).length,
    draw: () => groupedList(say("extra_hint"), oncePerSentence(rowsWith("extra")), (row) => row.lower, rowItem),
  },
  orphans: { size: () => orphans().length, draw: orphanList },
  findings: {
    size: () => findingsShown().length,
    draw: () => groupedList(say("findings_hint"), findingsShown(), (one) => one.document, findingItem),
  },
  numerals: {
    size: () => numeralsShown().length,
    draw: () => groupedList(say("numerals_hint"), numeralsShown(), (one) => one.document, numeralItem),
  },
  failures: { size: () => data.failures.length, draw: failureList },
};
