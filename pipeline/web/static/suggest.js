// Suggestions under a search box as one types: a combobox with a listbox, as ARIA describes it.
// While an input method composes (yingweida → 英伟达) nothing is asked; the finished words are.
"use strict";

const WAIT = 120;

class Suggestions {
  constructor(input, number) {
    this.input = input;
    this.active = -1;
    this.composing = false;
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${number}`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset.label);
    this.status = document.createElement("span");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    input.after(this.list, this.status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("compositionstart", () => { this.composing = true; this.close(); });
    input.addEventListener("compositionend", () => { this.composing = false; this.later(); });
    input.addEventListener("input", (event) => { if (!this.composing && !event.isComposing) this.later(); });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const words = this.input.value.trim();
    this.asked?.abort();
    if (!words) { this.close(); return; }
    this.asked = new AbortController();
    const address = `${this.input.dataset.suggest}?${new URLSearchParams({q: words, limit: 8})}`;
    try {
      const response = await fetch(address, {signal: this.asked.signal});
      if (response.ok) this.show(await response.json());
      else this.close();
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(hits) {
    this.active = -1;
    this.list.replaceChildren(...hits.map((hit, index) => this.option(hit, index)));
    const open = hits.length > 0 && document.activeElement === this.input;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = this.input.dataset.count.replace("{0}", hits.length);
  }

  option(hit, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const prefix = hit.id.split(":")[0];
    option.append(
      piece("name", hit.name),
      piece("matched", hit.matched === hit.name ? "" : hit.matched),
      piece(`type type-${prefix}`, this.input.getAttribute(`data-type-${prefix}`) ?? hit.type),
    );
    option.dataset.id = hit.id;
    option.addEventListener("mousedown", (event) => { event.preventDefault(); this.go(option); });
    return option;
  }

  key(event) {
    if (event.isComposing || this.list.hidden) return;
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step) {
      event.preventDefault();
      const count = this.list.children.length;
      this.select((this.active + step + count + (this.active < 0 && step < 0 ? 1 : 0)) % count);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.go(this.list.children[this.active]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
  }

  select(index) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.list.children[index];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({block: "nearest"});
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  go(option) {
    const address = new URL(this.input.dataset.entity, location.href);
    address.searchParams.set("id", option.dataset.id);
    location.assign(address);
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

function piece(name, text) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}

document.querySelectorAll("input[data-suggest]").forEach((input, number) => new Suggestions(input, number));
