// The data of the page and the questions that the views ask of it.

const data = JSON.parse(byId("data").textContent);
const ui = data.words.ui;

/** A word of the page with its {names} filled in. */
function say(key, values = {}) {
  return ui[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const count = new Intl.NumberFormat(data.language === "vi" ? "vi-VN" : "en-GB");

const rows = data.rows.map(([upper, lower, upperSentence, lowerSentence, verdict, flags, basis, likeness, text]) => ({
  upper,
  lower,
  upperSentence,
  lowerSentence,
  weight: verdict,
  verdict: data.verdicts[verdict],
  flags: data.flags[flags],
  basis: data.bases[basis],
  likeness,
  explanation: data.explanations[text],
}));

function collect(items, key) {
  const groups = new Map();
  for (const item of items) {
    const name = key(item);
    if (groups.has(name)) groups.get(name).push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

const levels = Object.keys(data.words.level);
const plans = data.documents.map((document, index) => ({ ...document, index, uppers: new Set(), lowers: new Set() }));
for (const row of rows) {
  if (row.upper < 0) continue; // its upper plan is not at hand
  plans[row.upper].lowers.add(row.lower);
  plans[row.lower].uppers.add(row.upper);
}

const targetsOf = collect(
  [...data.sentences.keys()].filter((index) => data.sentences[index].target),
  (index) => data.sentences[index].document,
);
const rowsUnder = collect(rows, (row) => row.upperSentence);
const rowsOver = collect(rows, (row) => row.lowerSentence);
for (const group of rowsUnder.values()) group.sort((one, other) => one.weight - other.weight);

const foldedSentences = [];
function foldedSentence(index) {
  foldedSentences[index] ??= fold(data.sentences[index].pieces.join(""));
  return foldedSentences[index];
}

/** The rows of one target, gravest first, by lower plan. */
function cellsOf(target) {
  return collect(rowsUnder.get(target) ?? [], (row) => row.lower);
}

/** The sections from the root down to `section`. */
function trail(section) {
  const found = [];
  for (let at = section; at >= 0; at = data.sections[at].parent) found.unshift(at);
  return found;
}

function trailName(section) {
  return section < 0 ? say("whole") : trail(section).map((at) => data.sections[at].name).join(" › ");
}

const byLevel = (one, other) =>
  levels.indexOf(plans[one].level) - levels.indexOf(plans[other].level) || one - other;

const state = { view: "matrix", plan: -1, query: "", issuer: "", section: -1, verdicts: new Set() };

/** The lower plans of the chosen plan that the issuer filter lets through. */
function columnsShown() {
  return [...plans[state.plan].lowers].sort(byLevel).filter((lower) => !state.issuer || plans[lower].issuer === state.issuer);
}

/** Whether one of the sentences holds what is searched for. */
function isFound(sentences) {
  return !state.query || sentences.some((index) => index >= 0 && foldedSentence(index).includes(state.query));
}

/** The targets of the chosen plan that section, search and (unless told otherwise) verdicts let through. */
function targetsShown(columns, withVerdicts = true) {
  return (targetsOf.get(state.plan) ?? []).filter((target) => {
    if (state.section >= 0 && !trail(data.sentences[target].section).includes(state.section)) return false;
    const visible = (rowsUnder.get(target) ?? []).filter((row) => columns.includes(row.lower));
    if (withVerdicts && state.verdicts.size && !visible.some((row) => state.verdicts.has(row.verdict.code))) return false;
    return isFound([target, ...visible.map((row) => row.lowerSentence)]);
  });
}

/** How often each verdict stands among the cells of `targets` under `columns`. */
function tally(targets, columns) {
  const found = new Map();
  for (const target of targets)
    for (const row of rowsUnder.get(target) ?? [])
      if (columns.includes(row.lower)) found.set(row.verdict.code, (found.get(row.verdict.code) ?? 0) + 1);
  return data.verdicts.filter((verdict) => found.has(verdict.code)).map((verdict) => [verdict, found.get(verdict.code)]);
}
