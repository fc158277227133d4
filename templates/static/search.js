/* The search page: takes the search from the address, shows what the engine finds, and keeps the
   address, the box and the filters in step. */
(function () {
  'use strict';

  const PAGE = 10;
  const PAUSE = 150;
  const LONGEST = 200;
  const SHOWN = 8;
  const FACETS = ['mission', 'country', 'year', 'outlet', 'language'];
  const SORTS = ['relevance', 'newest', 'oldest'];
  const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
    'September', 'October', 'November', 'December'];

  const by = (id) => document.getElementById(id);
  const form = by('search');
  const box = by('q');
  const order = by('sort');
  const names = JSON.parse(by('names').textContent);
  const guide = archiveGuide(names);
  const years = archiveYears(by('years'), toggleYear);
  const fold = archiveSearch.fold;
  const title = document.title;

  let opening = null;
  let turn = 0;
  let timer = 0;
  let take = null;
  let state = read();

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /* ---- the search in the address ---- */

  function read() {
    const address = new URLSearchParams(location.search);
    const sort = address.get('sort');
    return {
      words: (address.get('q') || '').slice(0, LONGEST),
      filters: Object.fromEntries(FACETS.map((facet) => [facet, [...new Set(address.getAll(facet))]])),
      sort: SORTS.includes(sort) ? sort : ''
    };
  }

  function write(push) {
    const address = new URLSearchParams();
    if (state.words) address.set('q', state.words);
    for (const facet of FACETS) for (const value of state.filters[facet]) address.append(facet, value);
    if (state.sort) address.set('sort', state.sort);
    const query = address.toString();
    if ('?' + query === location.search || query === location.search) return;
    try {
      history[push ? 'pushState' : 'replaceState'](null, '', location.pathname + (query && '?' + query));
    } catch {
      // A browser may forbid this on a disk; the search itself goes on.
    }
  }

  /* Without words nothing matches better than the rest. */
  function sorting() {
    return state.sort && (state.words || state.sort !== 'relevance') ? state.sort
      : state.words ? 'relevance' : 'newest';
  }

  function fill() {
    if (box.value.trim() !== state.words) box.value = state.words;
    order.options[0].disabled = order.options[0].hidden = !state.words;
    order.value = sorting();
    document.title = state.words ? state.words + ' – ' + title : title;
  }

  /* ---- the filters ---- */

  function label(facet, value) {
    const known = names[facet];
    return Object.hasOwn(known, value) ? known[value][3] || known[value][0] : value;
  }

  function compare(facet, all) {
    if (facet === 'year') return (a, b) => a === 'undated' ? 1 : b === 'undated' || a > b ? -1 : 1;
    return (a, b) => (all[b] || 0) - (all[a] || 0) || label(facet, a).localeCompare(label(facet, b), 'en');
  }

  /* Values keep their places while the counts change, so that nothing moves under the pointer. */
  function draw(facet, all, counts) {
    const field = document.querySelector('[data-facet="' + facet + '"]');
    const list = field.lastElementChild;
    const chosen = state.filters[facet];
    if (!list.firstChild) {
      list.append(make('button', { type: 'button', class: 'copy' }));
      list.lastChild.addEventListener('click', function () {
        field.dataset.whole = 'yes';
        const first = list.querySelectorAll('label:not([hidden])').length;
        draw(facet, ...field.drawn);
        list.querySelectorAll('label:not([hidden])')[first].firstChild.focus();
      });
    }
    field.drawn = [all, counts];
    const inputs = new Map([...list.querySelectorAll('input')].map((input) => [input.value, input]));
    const values = [...new Set([...Object.keys(all), ...chosen, ...inputs.keys()])].sort(compare(facet, all));
    if (facet === 'year') years(all, counts, chosen);
    let shown = 0;
    let folded = 0;
    values.forEach(function (value, at) {
      const input = inputs.get(value) || make('input', { type: 'checkbox', name: facet, value });
      const line = input.parentElement || make('label', {},
        input, make('span', {}, label(facet, value)), make('span', { class: 'c' }));
      if (!line.parentElement) list.insertBefore(line, list.children[at]);
      const count = counts[value] || 0;
      input.checked = chosen.includes(value);
      line.lastChild.textContent = count;
      const wanted = count > 0 || input.checked;
      line.hidden = !wanted || (shown >= SHOWN && !input.checked && !field.dataset.whole);
      if (!line.hidden) shown++;
      else if (wanted) folded++;
    });
    list.lastChild.hidden = folded === 0;
    list.lastChild.textContent = 'Show ' + folded + ' more';
    field.hidden = shown === 0;
  }

  /* ---- the results ---- */

  /* Pagefind's excerpt is HTML of which only mark, &lt; and &gt; are its own: read as text. */
  function excerpt(page) {
    const parts = page.excerpt.split(/<\/?mark>/).map((part) => part.replace(/&lt;/g, '<').replace(/&gt;/g, '>'));
    const whole = page.content.trim().replace(/\s+/g, ' ');
    const text = parts.join('');
    const nodes = parts.flatMap(function (part, at) {
      if (at % 2 === 0) return part;
      // Pagefind marks what stands between two spaces.
      const [, before, word, after] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/u.exec(part);
      return [before, make('mark', {}, word), after];
    });
    if (!whole.startsWith(text)) nodes.unshift('… ');
    if (!whole.endsWith(text)) nodes.push(' …');
    return { nodes, marked: parts.filter((_, at) => at % 2), text };
  }

  /* The title with the words marked that begin as a searched word does or stand marked in the text. */
  function marked(text, found) {
    const searched = state.words.split(/\s+/).map(fold).filter((word) => word.length > 1);
    const same = new Set(found.map(fold));
    return text.split(/([\p{L}\p{N}\p{M}’']+)/u).map(function (part, at) {
      const word = fold(part);
      const hit = at % 2 && word && (same.has(word) || searched.some((start) => word.startsWith(start)));
      return hit ? make('mark', {}, part) : part;
    });
  }

  /* The words of a query, without its quotation marks. */
  function parts(query) {
    return query.split(/\s+/).filter((word) => fold(word));
  }

  /* A text fragment that leads to the first of the marked words and marks them on arrival. What
     follows a word is named with it, so that the text is meant and not the title above it. */
  function fragment(excerpt) {
    const code = (text) => encodeURIComponent(text).replace(/-/g, '%2D');
    const parts = excerpt.split(/<\/?mark>/).map((part) => part.replace(/&lt;/g, '<').replace(/&gt;/g, '>'));
    const texts = [];
    for (let at = 1; at < parts.length && texts.length < 5; at += 2) {
      const word = /^[^\p{L}\p{N}]*(.*?)[^\p{L}\p{N}]*$/u.exec(parts[at])[1];
      const sign = parts[at].slice(parts[at].indexOf(word) + word.length);
      const next = (parts[at + 1] || '').trim().split(' ').slice(0, 2).join(' ');
      if (word) texts.push('text=' + code(word) + (!sign && next ? ',-' + code(next) : ''));
    }
    return texts.length ? '#:~:' + texts.join('&') : '';
  }

  function when(meta) {
    if (!meta.date) return make('span', { class: 'unsure' }, 'Undated');
    const [year, month, day] = (meta.day || '').split('-').map(Number);
    const sure = meta.date === day + ' ' + MONTHS[month - 1] + ' ' + year;
    return sure ? make('time', { datetime: meta.day }, meta.date)
      : make('span', { class: 'unsure', title: 'The day is not certain' }, meta.date);
  }

  function hit(page) {
    const { meta, filters } = page;
    const language = (filters.language || ['en'])[0];
    const spoken = language === 'en' ? {} : { lang: language };
    const part = excerpt(page);
    const links = ['mission', 'country'].flatMap((facet) => (filters[facet] || [])
      .filter((value) => Object.hasOwn(names[facet], value))
      .map((value) => make('a', { href: names[facet][value][1] }, label(facet, value))));
    const outlet = (filters.outlet || ['unknown'])[0];
    const item = make('li', {},
      make('p', { class: 'd' }, when(meta)),
      make('h3', {}, make('a', { href: page.url.replace(/^\//, '') + fragment(page.excerpt), ...spoken }, ...marked(meta.title, part.marked))));
    if (part.text && part.text !== meta.title) item.append(make('p', { class: 'x', ...spoken }, ...part.nodes));
    item.append(make('p', { class: 'meta' },
      make('span', {}, outlet === 'unknown' ? 'Outlet not known' : label('outlet', outlet)), ...links));
    return item;
  }

  function show(part) {
    for (const id of ['results', 'empty', 'broken']) by(id).hidden = id !== part;
  }

  function say(total) {
    const articles = total === 1 ? '1 article' : (total || 'No') + ' articles';
    by('count').textContent = articles;
    by('status').textContent = articles + (state.words ? ' for ' + state.words : '');
    const free = FACETS.every((facet) => state.filters[facet].length === 0);
    by('none').hidden = total > 0;
    by('none').querySelector('button').hidden = free;
    const [above, other] = by('none').querySelectorAll('.empty');
    above.hidden = by('named').hidden || !free;
    other.hidden = !above.hidden;
    document.querySelector('.fold').hidden = total === 0 && free;
    order.hidden = total === 0;
  }

  /* The pages of the archive that the query is a name of. */
  function name() {
    const found = guide.pages(state.words);
    by('named').hidden = found.length === 0;
    by('named').lastElementChild.replaceChildren(...found.map(([kind, text, address]) =>
      make('li', {}, make('a', { href: address }, text), make('span', { class: 'c' }, kind))));
  }

  /* What was left out of the query, what is not understood, and what may have been meant. */
  function hint(missing, total) {
    const nodes = [];
    if (missing.length && total) {
      nodes.push('No article holds ' + missing.map((word) => '“' + word + '”').join(' or ') + ': left out here. ');
    }
    const minus = /(?:^|\s)(-\p{L}\S*)/u.exec(state.words);
    if (minus) nodes.push('A minus sign leaves nothing out: “' + minus[1] + '” is looked for like any word. ');
    const looked = total ? missing : parts(state.words);
    const better = new Map(looked.map((word) => [word, guide.near(word)]).filter(([, near]) => near));
    if (better.size) {
      const words = state.words.split(/\s+/).map((word) => better.get(word) || word).join(' ');
      nodes.push('Did you mean ', make('a', { href: '?q=' + encodeURIComponent(words) }, words), '?');
    }
    by('hint').replaceChildren(...nodes);
    by('hint').hidden = nodes.length === 0;
  }

  function append(pages, total) {
    by('hits').append(...pages.map(hit));
    by('more').hidden = by('hits').children.length >= total;
  }

  function broken(error) {
    show('broken');
    by('status').textContent = '';
    if (!(error instanceof archiveSearch.MissingIndex)) console.error(error);
  }

  function engine() {
    if (!opening) {
      const folder = form.dataset.index.replace(/entry\.js$/, '');
      opening = archiveSearch.open(folder);
      opening.catch(() => { opening = null; });
    }
    return opening;
  }

  async function search() {
    clearTimeout(timer);
    const mine = ++turn;
    fill();
    name();
    try {
      const index = await engine();
      if (mine !== turn) return;
      if (index.size === 0) { show('empty'); return; }
      const found = await index.search(state.words, state.filters, sorting());
      const pages = mine === turn && await found.take(PAGE);
      if (mine !== turn || !pages) return;
      const { total, counts, missing } = found;
      take = found.take;
      by('hits').replaceChildren();
      by('hits').dataset.total = total;
      append(pages, total);
      for (const facet of FACETS) draw(facet, index.facets[facet] || {}, counts[facet] || {});
      hint(missing, total);
      say(total);
      show('results');
    } catch (error) {
      if (mine === turn) broken(error);
    }
  }

  async function more() {
    const mine = turn;
    try {
      const pages = await take(PAGE);
      if (mine !== turn || !pages) return;
      const before = by('hits').children.length;
      append(pages, Number(by('hits').dataset.total));
      by('hits').children[before].querySelector('a').focus();
    } catch (error) {
      if (mine === turn) broken(error);
    }
  }

  function change(push, changed) {
    state = { ...state, ...changed };
    write(push);
    return search();
  }

  /* ---- what a reader does ---- */

  function toggle(facet, value) {
    const chosen = state.filters[facet];
    const others = chosen.filter((one) => one !== value);
    change(true, { filters: { ...state.filters, [facet]: others.length < chosen.length ? others : [...others, value] } });
  }
  function toggleYear(year) { toggle('year', year); }

  /* Up and down go from the box over the results and back; Enter opens as it does on any link. */
  function move(step) {
    const stops = [box, ...document.querySelectorAll('#named:not([hidden]) a, #hits h3 a')];
    const at = stops.indexOf(document.activeElement) + step;
    if (at < 0 || at >= stops.length) return false;
    stops[at].focus();
    return true;
  }
  document.addEventListener('keydown', function (event) {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const result = target === box || target.matches('#named a, #hits h3 a');
    const typing = target.matches('input:not([type="checkbox"]), select, textarea');
    let done = true;
    if (key === '/' && !typing) { box.focus(); box.select(); }
    else if (key === 'Escape' && target === box) { box.value = ''; change(false, { words: '' }); }
    else if (key === 'Escape' && result) box.focus();
    else if (key === 'ArrowDown' && result) done = move(1);
    else if (key === 'ArrowUp' && result && target !== box) done = move(-1);
    else done = false;
    if (done) event.preventDefault();
  });

  box.addEventListener('input', function () {
    clearTimeout(timer);
    const words = box.value.trim();
    // One or two letters are looked for as a word of their own: only when a reader says so.
    if (words.length === 0 || words.length > 2) timer = setTimeout(() => change(false, { words }), PAUSE);
    if (words) engine().then((index) => index.preload(words.length > 2 ? words : ''), () => {});
  });
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    change(true, { words: box.value.trim() });
  });
  by('facets').addEventListener('change', function (event) {
    toggle(event.target.name, event.target.value);
  });
  order.addEventListener('change', () => change(true, { sort: order.value }));
  by('more').firstElementChild.addEventListener('click', more);
  by('none').querySelector('button').addEventListener('click', function () {
    change(true, { filters: Object.fromEntries(FACETS.map((facet) => [facet, []])) });
    box.focus();
  });
  addEventListener('popstate', function () { state = read(); search(); });

  if (matchMedia('(max-width: 46rem)').matches) document.querySelector('.fold').open = false;
  if (!location.search) box.focus();
  setTimeout(search); // the page is drawn first
})();
