// The entity's page with JavaScript: the drawing, the filter without a reload, the evidence of a clicked edge in place.
"use strict";

import {Drawing} from "./drawing.js";

const container = document.getElementById("drawing");
const tools = document.getElementById("tools");
const status = document.getElementById("left-out");
const evidence = document.getElementById("shown-evidence");
const filter = document.getElementById("filter");
let drawing = null;
let latest = 0;

function address(path, values) {
  const url = new URL(path, location.href);
  for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
  return url;
}

// What the filter says, without the fields left empty.
function chosen() {
  const values = new URLSearchParams();
  for (const [name, value] of new FormData(filter)) if (value) values.append(name, value);
  return values;
}

async function draw() {
  const turn = ++latest;
  const values = chosen();
  values.delete("id");
  values.delete("lang");
  values.set("name", container.dataset.name);
  values.set("limit", container.parentElement.clientWidth < 500 ? 24 : 48);
  try {
    const response = await fetch(`${container.dataset.source}?${values}`);
    if (!response.ok) throw new Error(response.status);
    const answer = await response.json();
    if (turn !== latest) return;
    show(answer);
  } catch (error) {
    console.error(error);
    container.hidden = tools.hidden = true;
    status.textContent = container.dataset.failed;
  }
}

function show(answer) {
  drawing?.end();
  container.hidden = tools.hidden = false;
  const leftOut = answer.left_out ? container.dataset.leftOut.replace("{0}", answer.left_out) : "";
  status.textContent = leftOut;
  const names = new Map(answer.nodes.map((node) => [node.id, node.name]));
  drawing = new Drawing(container, answer, {
    onNode: (node) => { if (node.id !== answer.centre) location.assign(address(container.dataset.entity, {id: node.id})); },
    onEdge: showEvidence,
    onPoint: (edge) => { status.textContent = edge ? told(edge, names) : leftOut; },
  });
  container.dataset.drawn = `${answer.nodes.length} ${answer.edges.length}`;
  globalThis.xinpuDrawing = drawing;
}

function told(edge, names) {
  const label = document.querySelector(`.key [data-relation="${CSS.escape(edge.relation)}"]`)?.textContent.trim();
  return `${names.get(edge.head)} ─ ${label ?? edge.relation} ${edge.symmetric ? "─" : "→"} ${names.get(edge.tail)}`;
}

async function fragment(url, selector) {
  const response = await fetch(url);
  if (!response.ok) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html").querySelector(selector);
}

async function showEvidence({head, relation, tail}) {
  const found = await fragment(address(container.dataset.evidence, {head, relation, tail}), "#evidence");
  if (!found) return;
  const heading = document.createElement("h3");
  heading.append(...found.querySelector("h1").childNodes);
  heading.className = "said";
  heading.tabIndex = -1;
  found.querySelector("h1").replaceWith(heading);
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = evidence.dataset.close;
  close.addEventListener("click", () => { evidence.hidden = true; evidence.replaceChildren(); });
  evidence.replaceChildren(close, ...found.childNodes);
  evidence.hidden = false;
  heading.focus({preventScroll: true});
  evidence.scrollIntoView({block: "nearest"});
}

async function narrow() {
  const url = address(`${filter.getAttribute("action")}?${chosen()}`, {});
  const turn = draw();
  const found = await fragment(url, "#relations");
  if (found) {
    document.getElementById("relations").replaceWith(found);
    history.replaceState(null, "", url);
  }
  await turn;
}

filter.addEventListener("change", narrow);
filter.addEventListener("submit", (event) => { event.preventDefault(); narrow(); });
tools.addEventListener("click", (event) => {
  const way = event.target.dataset.zoom;
  if (way) drawing?.zoom(way);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
draw();
