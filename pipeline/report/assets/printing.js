// What goes to paper: the chosen plan as the filters show it, every sentence in full, then the lists.

function printedRow(row) {
  const quote = sentenceText(row.lowerSentence);
  return make(
    "li",
    {},
    make("p", {}, badge(row.verdict), make("b", {}, ` ${row.verdict.name}`), ` – ${planTitle(plans[row.lower])}, ${issuerName(plans[row.lower])}`),
    quote && make("p", { class: "printed-quote" }, marked(data.sentences[row.lowerSentence].pieces)),
    make("p", {}, [row.explanation, ...row.flags].filter(Boolean).join(" · ")),
  );
}

function printedTarget(columns) {
  return (target) => {
    const sentence = data.sentences[target];
    const found = (rowsUnder.get(target) ?? []).filter(
      (row) => columns.includes(row.lower) && (!state.verdicts.size || state.verdicts.has(row.verdict.code)),
    );
    return make(
      "article",
      { class: "printed-target" },
      make("p", { class: "row-trail" }, trailName(sentence.section)),
      make("p", { class: "printed-quote" }, marked(sentence.pieces)),
      make("ul", {}, found.map(printedRow)),
    );
  };
}

const printedItems = (items) => items.map(([document, text]) => make("li", {}, make("b", {}, `${planTitle(plans[document])}: `), text));

function printedLists() {
  const sections = {
    missing: rowsWith("missing").map((row) => [row.lower, marked(data.sentences[row.upperSentence]?.pieces ?? [])]),
    extra: oncePerSentence(rowsWith("extra")).map((row) => [row.lower, marked(data.sentences[row.lowerSentence]?.pieces ?? [])]),
    orphans: orphans().map((plan) => [plan.index, orphanReasons(plan).join(" ")]),
    findings: findingsShown().map((one) => [one.document, findingText(one)]),
    numerals: numeralsShown().map((one) => [one.document, marked(one.line_pieces)]),
  };
  return Object.entries(sections)
    .filter(([, items]) => items.length)
    .map(([name, items]) => make("section", {}, make("h2", {}, `${say(name)} (${say("of_dataset")}: ${count.format(items.length)})`), make("ul", {}, printedItems(items))));
}

function fillPrint() {
  const plan = plans[state.plan];
  if (!plan) return;
  const columns = columnsShown();
  const targets = targetsShown(columns);
  byId("print").replaceChildren(
    make("h1", {}, say("title")),
    make("h2", {}, planTitle(plan)),
    make("p", {}, [issuerName(plan), plan.title].filter(Boolean).join(" – ")),
    make("p", {}, say("shown", { n: count.format(targets.length), all: count.format((targetsOf.get(plan.index) ?? []).length) })),
    make("p", { class: "printed-tally" }, tally(targets, columns).map(([verdict, n]) => make("span", {}, badge(verdict), ` ${verdict.name}: ${count.format(n)}`))),
    ...targets.map(printedTarget(columns)),
    ...printedLists(),
    data.failures.length ? make("section", {}, make("h2", {}, say("failures")), failureList()) : "",
  );
}

addEventListener("beforeprint", fillPrint);
addEventListener("afterprint", () => byId("print").replaceChildren());
matchMedia("print").addEventListener("change", (media) => media.matches && fillPrint());
