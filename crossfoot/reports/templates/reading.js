"use strict";
// Comfort only: what belongs together lights up under the pointer or the focus.
(function () {
  function linked(element) {
    var item = element && element.closest ? element.closest("[data-to]") : null;
    if (!item) { return []; }
    return item.dataset.to.split(" ").map(function (id) {
      return document.getElementById(id);
    }).filter(Boolean);
  }
  function toggle(on) {
    return function (event) {
      linked(event.target).forEach(function (other) { other.classList.toggle("on", on); });
    };
  }
  ["mouseover", "focusin"].forEach(function (name) {
    document.addEventListener(name, toggle(true));
  });
  ["mouseout", "focusout"].forEach(function (name) {
    document.addEventListener(name, toggle(false));
  });
}());
