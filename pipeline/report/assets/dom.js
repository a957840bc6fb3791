"use strict";
// Elements are made here and nowhere else: every text becomes a text node, so nothing of a document is ever markup.

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const byId = (id) => document.getElementById(id);

/** Stretches in turn plain and marked, as nodes. */
function marked(pieces) {
  return pieces.map((piece, index) => (index % 2 && piece ? make("mark", {}, piece) : piece));
}

/** Text without diacritics and capitals, for the search. */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");
}

function badge(verdict) {
  return make("span", { class: `badge v-${verdict.code}`, "aria-hidden": "true" }, verdict.symbol);
}

/** Append what `items` give in portions, the next when the end of the last comes near. Returns what appends one more. */
function appendLazily(parent, items, build, portion) {
  let next = 0;
  const end = make("div", { class: "more-to-come", "aria-hidden": "true" });
  const append = () => {
    const until = Math.min(next + portion, items.length);
    const batch = document.createDocumentFragment();
    for (; next < until; next += 1) batch.append(build(items[next], next));
    end.before(batch);
    if (next >= items.length) {
      watch.disconnect();
      end.remove();
    }
  };
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    append();
    watch.unobserve(end); // observed anew, it reports again where the end is still in view
    if (end.parentNode) watch.observe(end);
  });
  parent.append(end);
  append();
  if (end.parentNode) watch.observe(end);
  return append;
}
