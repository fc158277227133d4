/* The search engine: Pagefind without fetch, workers or modules, which a page opened from a disk
   may not use. Everything is loaded as a classic script, over http too.

   archiveSearch.open(folder) gives an engine with `size` (articles), `facets` (counts of every
   facet's values), `search(words, filters, sort)`, `preload(words)` and `holds(word, related)`.
   What gives a promise rejects with a MissingIndex where a file cannot be read. */
(function () {
  'use strict';

  class MissingIndex extends Error {}

  const EMPTY = Uint8Array.from('pagefind_dcd\x81\x80', (letter) => letter.charCodeAt(0));

  const delivered = new Map();
  const reading = new Map();
  let entry = null;
  let engine = null;

  function run(address) {
    return new Promise(function (resolve, reject) {
      const script = document.createElement('script');
      script.src = address;
      script.onload = function () { script.remove(); resolve(); };
      script.onerror = function () { script.remove(); reject(new MissingIndex(address)); };
      document.head.append(script);
    });
  }

  /* The bytes of a data file, unpacked: unpacking checks their length and checksum, and Pagefind
     takes unpacked data as it is. */
  async function unpack(folder, name) {
    await run(folder + name + '.js');
    try {
      const letters = atob(delivered.get(name));
      delivered.delete(name);
      const packed = new Uint8Array(letters.length);
      for (let i = 0; i < letters.length; i++) packed[i] = letters.charCodeAt(i);
      const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
      return await new Response(unpacked).arrayBuffer();
    } catch {
      throw new MissingIndex(name);
    }
  }

  function read(folder, name) {
    if (!reading.has(name)) {
      reading.set(name, unpack(folder, name).finally(() => reading.delete(name)));
    }
    return reading.get(name);
  }

  /* One bundle: an engine of its own, to which we speak as to a worker. In it are two searches:
     `words`, and `list` for a search without words, for which Pagefind would read the whole index
     first. The list gets empty files instead of words, and the same dates and filters. */
  function start(folder, bundle) {
    const calls = new Map();
    const kept = new Map();
    let count = 0;
    let hear;
    let fail;
    // Pagefind logs a file that it cannot read and goes on without it; a reader must be told.
    const failure = new Promise((_, reject) => { fail = reject; });
    failure.catch(() => {});

    const self = {
      addEventListener(_, listener) { hear = listener; },
      postMessage(answer) {
        const call = calls.get(answer.id);
        calls.delete(answer.id);
        if (!call) return;
        if (answer.error) call.reject(new Error(answer.error));
        else call.resolve(answer.result);
      }
    };
    function file(name) {
      if (name.startsWith('wasm.')) return read(folder, name);
      const path = bundle.folder + '/' + name;
      if (/^(index|fragment)\//.test(name)) return read(folder, path);
      if (!kept.has(name)) kept.set(name, read(folder, path));
      return kept.get(name);
    }
    async function fetch(address) {
      const [, instance, name] = /^\/(\w+)\/([^?]*)/.exec(address);
      if (name === 'pagefind-entry.json') return new Response(JSON.stringify(bundle.entry));
      if (instance === 'list' && /^(index\/|wasm\.)/.test(name)) return new Response(EMPTY);
      try {
        return new Response(await file(name));
      } catch (error) {
        fail(error);
        throw error;
      }
    }
    function ask(instanceId, method, ...args) {
      const answer = new Promise(function (resolve, reject) {
        calls.set(++count, { resolve, reject });
        hear({ data: { id: count, instanceId, method, args } });
      });
      return Promise.race([failure, answer]);
    }
    /* Make an instance; gives the number of articles for each value of each filter. */
    async function prepare(instance) {
      await ask(instance, 'init', { basePath: '/' + instance + '/', baseUrl: '/', language: bundle.language });
      return ask(instance, 'filters');
    }

    engine(self, fetch, undefined, undefined);
    const facets = prepare('words');
    let listed = null;

    return {
      facets,
      preload(words) { ask('words', 'preload', words, {}).catch(() => {}); },
      page: (result) => ask('words', 'getData', result.data),
      async search(words, options) {
        // Only after `words`, whose WebAssembly it uses.
        if (!words) await (listed ||= facets.then(() => prepare('list')));
        return words ? ask('words', 'search', words, options) : ask('list', 'search', null, options);
      },
      forget(results) {
        for (const result of results) hear({ data: { id: 0, method: 'releaseData', args: [result.data] } });
      }
    };
  }

  function add(counts, more) {
    for (const [facet, values] of Object.entries(more)) {
      const sums = counts[facet] || (counts[facet] = {});
      for (const [value, count] of Object.entries(values)) sums[value] = (sums[value] || 0) + count;
    }
    return counts;
  }

  const SORTS = { newest: { newest: 'desc' }, oldest: { oldest: 'asc' }, relevance: {} };

  /* Whether one result comes before another. Undated ones have no day and come last both ways. */
  function before(one, other, sort) {
    if (sort === 'relevance') return one.score > other.score;
    const [day, next] = [one.page.meta.day, other.page.meta.day];
    if (!day || !next) return Boolean(day && !next);
    return sort === 'newest' ? day > next : day < next;
  }

  /* The sorted results of the bundles as one list, of which no more is read than is asked for. */
  function merge(lists, sort) {
    const rest = lists.map((list) => ({ ...list, at: 0 }));

    async function load(bundle, result) {
      if (!result.page) result.page = await bundle.page(result);
      return result.page;
    }
    return async function take(number) {
      if (sort !== 'relevance' && rest.length > 1) {
        const next = await Promise.all(rest.flatMap(
          (list) => list.results.slice(list.at, list.at + number).map((result) => load(list.bundle, result))
        ));
        // A search that came after this one has taken the results back.
        if (next.includes(null)) return null;
      }
      const chosen = [];
      while (chosen.length < number) {
        let best = null;
        for (const list of rest) {
          if (list.at === list.results.length) continue;
          if (!best || before(list.results[list.at], best.results[best.at], sort)) best = list;
        }
        if (!best) break;
        chosen.push(load(best.bundle, best.results[best.at++]));
      }
      const pages = await Promise.all(chosen);
      return pages.includes(null) ? null : pages;
    };
  }

  async function open(folder) {
    // The entry's name stays when the site is built again, so it must not come from a cache.
    await run(folder + 'entry.js?' + Date.now());
    if (!entry) throw new MissingIndex('entry.js');
    if (entry.engine) await run(folder + entry.engine);
    if (entry.engine && !engine) throw new MissingIndex(entry.engine);
    const bundles = entry.bundles.map((bundle) => start(folder, bundle));
    const facets = (await Promise.all(bundles.map((bundle) => bundle.facets))).reduce(add, {});
    let kept = [];

    function ask(words, options) {
      return Promise.all(bundles.map(async function (bundle) {
        const { results, filters } = await bundle.search(words, options);
        return { bundle, results, filters };
      }));
    }
    function forget(lists) { for (const list of lists) list.bundle.forget(list.results); }

    /* Search for words (none: every article). Pagefind takes each for the beginning of a word; a
       lone one of one or two letters (UN, IS) is looked for as it stands, since it would begin
       thousands. `filters` maps a facet to the values of which an article must have one; `sort` is
       relevance, newest or oldest. Gives `total`, `counts` (of a facet's values, as if nothing were
       chosen in that facet) and `take(number)`, which gives the next pages, or null once there was
       another search. */
    async function search(words, filters, sort) {
      forget(kept);
      kept = [];
      if (/^[\p{L}\p{N}]{1,2}$/u.test(words)) words = '"' + words + '"';
      const any = Object.fromEntries(
        Object.entries(filters).filter(([, values]) => values.length).map(([facet, values]) => [facet, { any: values }])
      );
      const lists = await ask(words, { filters: any, sort: SORTS[sort] });
      kept.push(...lists);
      const counts = lists.map((list) => list.filters).reduce(add, {});
      for (const facet of Object.keys(any)) {
        const { [facet]: _, ...others } = any;
        const wider = await ask(words, { filters: others });
        counts[facet] = wider.map((list) => list.filters).reduce(add, {})[facet] || {};
        forget(wider);
      }
      const total = lists.reduce((sum, list) => sum + list.results.length, 0);
      return { total, counts, take: merge(lists, sort) };
    }

    /* Whether some article holds a word that begins as `word` does. Of a word that it does not
       know, Pagefind takes the longest beginning that it knows: "Irak" finds "I". */
    async function holds(word, related) {
      const lists = await ask(word, {});
      const firsts = lists.filter((list) => list.results.length)
        .map((list) => list.bundle.page(list.results[0]));
      const pages = await Promise.all(firsts);
      forget(lists);
      return pages.some((page) => page && related(page, word));
    }

    /* Read what a search for the words will need, while a reader may still be typing. */
    function preload(words) {
      for (const bundle of bundles) bundle.preload(words);
    }

    return {
      holds,
      preload,
      size: entry.bundles.reduce((sum, bundle) => sum + bundle.entry.languages[bundle.language].page_count, 0),
      facets,
      search
    };
  }

  window.archiveSearch = {
    open,
    MissingIndex,
    data(name, text) { delivered.set(name, text); },
    entry(value) { entry = value; },
    engine(value) { engine = value; }
  };
})();
