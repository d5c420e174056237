// Small tools for the page's elements. Texts are always set as texts, never as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element with attributes and children. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element with attributes and children. */
export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children);
  return element;
}

export function byId(id) {
  return document.getElementById(id);
}

/** Sets a text only where it differs, so that nothing is laid out twice and no selection is lost. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

export function icon(name) {
  return s("svg", { class: "icon", "aria-hidden": "true" }, s("use", { href: `#i-${name}` }));
}

/** A sign and a word for a health; colour only repeats them. */
export function badge(health, word) {
  const element = h("span", { class: "badge" }, icon("idle"), h("span"));
  setBadge(element, health, word);
  return element;
}

export function setBadge(element, health, word, sign = health) {
  setAttribute(element, "data-health", health);
  setAttribute(element.querySelector("use"), "href", `#i-${sign}`);
  setText(element.lastElementChild, word);
}

/**
 * Makes the children of a list those of the items, and keeps the elements of items that stay. `make` gives an element with a
 * function `update(item)`.
 */
export function reconcile(parent, items, keyOf, make) {
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let next = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    let element = known.get(key);
    if (element?.update) {
      known.delete(key);
    } else {
      element = make(item);
      element.dataset.key = key;
    }
    element.update(item);
    if (element === next) {
      next = next.nextElementSibling;
    } else {
      parent.insertBefore(element, next);
    }
  }
  known.forEach((element) => element.remove());
}
