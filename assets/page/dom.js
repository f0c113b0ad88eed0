// Making and finding elements. Text only ever goes in as text: no markup is parsed anywhere in this page.

export const find = (id) => document.getElementById(id);

// make("td", {class: "name", onclick: f}, "text", element, …). What is nothing is left out.
export function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes || {})) {
        if (value === null || value === false) continue;
        if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
        else element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter(Boolean));
    return element;
}

export function show(element, visible) {
    element.hidden = !visible;
}

export function focus(element) {
    element.setAttribute("tabindex", "-1");
    element.focus();
}

// Lets the browser draw what was just changed before a long piece of work begins.
export const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
// Lets it draw and answer if there is something to draw or to answer.
export const breath = () => new Promise((done) => setTimeout(done));
