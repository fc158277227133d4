/* The bars over the list of years: how many articles there are of each year, and how many of them
   are found. A click on a bar does what the year's box in the list does, so the bars are hidden
   from screen readers and from the keyboard.

   archiveYears(svg, toggle) gives `draw(all, found, chosen)`. */
(function () {
  'use strict';

  const SVG = 'http://www.w3.org/2000/svg';
  const HIGH = 44;

  window.archiveYears = function (svg, toggle) {
    function bar(at, width, height, name) {
      const rect = document.createElementNS(SVG, 'rect');
      const values = { x: at + '%', y: HIGH - height, width: width + '%', height, class: name };
      for (const [key, value] of Object.entries(values)) rect.setAttribute(key, value);
      return rect;
    }

    return function draw(all, found, chosen) {
      const years = Object.keys(all).filter((year) => /^\d{4}$/.test(year)).map(Number);
      svg.parentElement.hidden = years.length < 2;
      svg.replaceChildren();
      if (years.length < 2) return;
      const first = Math.min(...years);
      const count = Math.max(...years) - first + 1;
      const most = Math.max(...years.map((year) => all[year]));
      const step = 100 / count;
      for (const year of years) {
        const hits = found[year] || 0;
        const at = (year - first) * step;
        const height = (number) => number ? Math.max(2, number / most * HIGH) : 0;
        const group = document.createElementNS(SVG, 'g');
        const title = document.createElementNS(SVG, 'title');
        title.textContent = year + ': ' + hits + ' of ' + all[year];
        group.append(title, bar(at, step, HIGH, 'field'),
          bar(at + step * .12, step * .76, height(all[year]), 'all'),
          bar(at + step * .12, step * .76, height(hits), chosen.includes(String(year)) ? 'hit on' : 'hit'));
        group.addEventListener('click', () => toggle(String(year)));
        svg.append(group);
      }
      const [from, to] = svg.nextElementSibling.children;
      from.textContent = first;
      to.textContent = first + count - 1;
    };
  };
})();
