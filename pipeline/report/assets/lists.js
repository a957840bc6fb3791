// What stands beside the comparison: missing, extras, orphans, unclassified numbers, files not read.

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
        make("span", { class: "muted" }, ` ${plans[document].issuer} `),
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
  rows.filter((row) => row.verdict.code === code && row.lower >= 0 && isListed(row.lower, [row.upperSentence, row.lowerSentence]));

/** An extra under several upper plans is one extra. */
function oncePerSentence(found) {
  return [...new Map(found.map((row) => [row.lowerSentence, row])).values()];
}

/** Plans whose upper plan is not at hand, each with what is said of that, and plans that stand alone. */
function orphans() {
  const cut = collect(
    rows.filter((row) => row.verdict.code === "parent_unavailable" && row.lower >= 0),
    (row) => row.lower,
  );
  return plans
    .filter((plan) => data.compared && (cut.has(plan.index) || !(plan.uppers.size || plan.lowers.size)))
    .filter((plan) => isListed(plan.index, targetsOf.get(plan.index) ?? []))
    .map((plan) => {
      const reasons = [...new Set((cut.get(plan.index) ?? []).map((row) => row.explanation).filter(Boolean))];
      return { plan, cut: cut.has(plan.index), reasons };
    });
}

function orphanItem({ plan, cut, reasons }) {
  return make(
    "li",
    { class: "orphan" },
    make(
      "button",
      { type: "button", class: "plan-link", onclick: () => choosePlan(plan.index) },
      make("b", {}, planTitle(plan)),
      make("span", {}, plan.issuer || plan.source),
    ),
    make("p", {}, say(cut ? "orphan_cited" : "orphan_alone")),
    reasons.map((reason) => make("p", { class: "muted" }, reason)),
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

const numeralsShown = () =>
  data.numerals.filter(
    (one) =>
      (!state.issuer || plans[one.document].issuer === state.issuer) &&
      (!state.query || fold(one.line_pieces.join("")).includes(state.query)),
  );

const numeralItem = (one) => make("li", { class: "numeral" }, marked(one.line_pieces));

function failureList() {
  const line = (one) => make("tr", {}, make("td", {}, one.source), make("td", {}, one.reason));
  return [
    make("p", { class: "muted" }, say("failures_hint")),
    make("table", { class: "facts" }, make("tbody", {}, data.failures.map(line))),
  ];
}

/** The lists by name: how many they hold and what draws them. */
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
  numerals: {
    size: () => numeralsShown().length,
    draw: () => groupedList(say("numerals_hint"), numeralsShown(), (one) => one.document, numeralItem),
  },
  failures: { size: () => data.failures.length, draw: failureList },
};
