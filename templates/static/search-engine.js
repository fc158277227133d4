/* The search engine: Pagefind without fetch, workers or modules, which a page opened from a disk
   may not use. Everything is loaded as a classic script, over http too.

   archiveSearch.open(folder) gives an engine with `size` (articles), `facets` (counts of every
   facet's values), `search(words, filters, sort)` and `preload(words)`. What gives a promise
   rejects with a MissingIndex where a file cannot be read. `archiveSearch.fold(text)` gives the
   letters and digits that a search compares. */
(function () {
  'use strict';

  class MissingIndex extends Error {}

  const EMPTY = Uint8Array.from('pagefind_dcd\x81\x80', (letter) => letter.charCodeAt(0));

  const delivered = new Map();
  const reading = new Map();
  let entry = null;
  let engine = null;

  /* A task of its own for each file: a search reads dozens, and the page stays free between them. */
  let last = Promise.resolve();
  function breathe() {
    last = last.then(() => new Promise(function (resolve) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = function () { port1.close(); resolve(); };
      port2.postMessage(null);
    }));
    return last;
  }

  async function run(address) {
    await breathe();
    return new Promise(function (resolve, reject) {
      const script = document.createElement('script');
      script.src = address;
      script.onload = function () { script.remove(); resolve(); };
      script.onerror = function () { script.remove(); reject(new MissingIndex(address)); };
      document.head.append(script);
    });
  }

  function bytes(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const letters = atob(text);
    const found = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i++) found[i] = letters.charCodeAt(i);
    return found;
  }

  /* The bytes of a data file, unpacked: unpacking checks their length and checksum, and Pagefind
     takes unpacked data as it is. */
  async function unpack(folder, name) {
    await run(folder + name + '.js');
    try {
      const packed = bytes(delivered.get(name));
      delivered.delete(name);
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

  function fold(text) {
    return text.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
  }

  // What English and Danish words lose when they are stemmed, in any sequence.
  const ENDING = /^(?:e[drnst]?|[drnsty]|ie[drs]|ily|iness|ing|ning|ne|ly|al|at|ion|ment|ness|[ae]nce|[ai]ble|ive|ous|is[mt]|ity|else|hed|lig|isk)*$/;

  /* Whether a word that was found is a form of the one looked for: begins as it does, endings
     apart. Of a word that a bundle does not know, Pagefind takes the longest beginning that it
     knows: "iraq" finds "i". */
  function isForm(found, word) {
    let same = 0;
    while (same < word.length && word[same] === found[same]) same++;
    if (same === word.length) return true;
    return same > 2 && [word, found].every(function (one) {
      // "stopped" and "stop": the doubled letter belongs to the ending.
      const rest = one.slice(one[same] === one[same - 1] ? same + 1 : same);
      return rest.length < 9 && ENDING.test(rest);
    });
  }

  // How many results are read at once with a search.
  const SOON = 10;
  const SORTS = { newest: { newest: 'desc' }, oldest: { oldest: 'asc' }, relevance: {} };

  /* Whether the next result of one list comes before that of another. Scores of different bundles have no common measure:
     each is taken as a part of its bundle's best. Undated ones have no day and come last both ways. */
  function before(one, other, sort) {
    const [first, second] = [one.results[one.at], other.results[other.at]];
    if (sort === 'relevance') return first.score / one.results[0].score > second.score / other.results[0].score;
    const [day, next] = [first.page.meta.day, second.page.meta.day];
    if (!day || !next) return Boolean(day && !next);
    return sort === 'newest' ? day > next : day < next;
  }

  /* The page of a result, which is read once; null where another search has taken it back. */
  function load(bundle, result) {
    result.reading ||= bundle.page(result).then((page) => { result.page = page; return page; });
    return result.reading;
  }

  /* The sorted results of the bundles as one list, of which no more is read than is asked for. */
  function merge(lists, sort) {
    const rest = lists.map((list) => ({ ...list, at: 0 }));

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
          if (!best || before(list, best, sort)) best = list;
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

    /* The words that a bundle does not know, as one of its results shows: every result holds
       something for each word. */
    async function unknown(list, words) {
      const result = list.results[0];
      if (!result || words.length === 0) return [];
      const page = await load(list.bundle, result);
      if (!page) return [];
      const texts = page.content.split(/\s+/);
      const held = [...page.locations.map((at) => texts[at] || ''), ...Object.values(page.meta)]
        .flatMap((text) => [fold(text), ...text.split(/[^\p{L}\p{N}\p{M}]+|(?<=\p{Ll})(?=\p{Lu})/u).map(fold)]);
      return words.filter((word) => !held.some((one) => isForm(one, fold(word))));
    }

    /* What the bundles find that hold every word; words that none of them knows are left out. */
    async function find(words, options, soon = 0) {
      const lists = await ask(words, options);
      // What will be shown is read while the first of it is looked at.
      for (const list of lists) {
        for (const result of list.results.slice(0, soon / lists.length)) load(list.bundle, result).catch(() => {});
      }
      kept.push(...lists);
      const each = words && !/^".*"$/.test(words) ? words.split(/\s+/).filter(fold) : [];
      const news = await Promise.all(lists.map((list) => unknown(list, each)));
      if (news.every((one) => one.length === 0)) {
        const rest = lists.some((list) => list.results.length) ? [] : each;
        return { lists, missing: rest.length > 1 ? await nowhere(rest) : [] };
      }
      let missing = each.filter((word) => news.every((one, at) => !lists[at].results.length || one.includes(word)));
      if (lists.some((list) => !list.results.length)) missing = await nowhere(missing);
      const left = each.filter((word) => !missing.includes(word));
      if (missing.length && left.length) return { ...await find(left.join(' '), options, soon), missing };
      return { lists: lists.filter((_, at) => news[at].length === 0), missing };
    }

    /* Those of the words that no bundle knows, as far as eight are asked for. */
    async function nowhere(words) {
      const alone = await Promise.all(words.slice(0, 8).map(async function (word) {
        const lists = await ask(word, {});
        const news = await Promise.all(lists.map((list) => unknown(list, [word])));
        forget(lists);
        return lists.every((list, at) => !list.results.length || news[at].length);
      }));
      return words.filter((_, at) => alone[at]);
    }

    /* Search for words (none: every article). Pagefind takes each for the beginning of a word; a
       lone one of one or two letters (UN, IS) is looked for as it stands, since it would begin
       thousands. `filters` maps a facet to the values of which an article must have one; `sort` is
       relevance, newest or oldest. Gives `total`, `counts` (of a facet's values, as if nothing were
       chosen in that facet), `missing` (the words that no article holds, left out) and
       `take(number)`, which gives the next pages, or null once there was another search. */
    async function search(words, filters, sort) {
      forget(kept);
      kept = [];
      if (/^[\p{L}\p{N}]{1,2}$/u.test(words)) words = '"' + words + '"';
      const any = Object.fromEntries(
        Object.entries(filters).filter(([, values]) => values.length).map(([facet, values]) => [facet, { any: values }])
      );
      const { lists, missing } = await find(words, { filters: any, sort: SORTS[sort] }, SOON);
      const counts = lists.map((list) => list.filters).reduce(add, {});
      for (const facet of Object.keys(any)) {
        const { [facet]: _, ...others } = any;
        const wider = (await find(words, { filters: others })).lists;
        counts[facet] = wider.map((list) => list.filters).reduce(add, {})[facet] || {};
      }
      const total = lists.reduce((sum, list) => sum + list.results.length, 0);
      return { total, counts, missing, take: merge(lists, sort) };
    }

    /* Read what a search for the words will need, while a reader may still be typing. */
    function preload(words) {
      for (const bundle of bundles) bundle.preload(words);
    }

    return {
      preload,
      size: entry.bundles.reduce((sum, bundle) => sum + bundle.entry.languages[bundle.language].page_count, 0),
      facets,
      search
    };
  }

  window.archiveSearch = {
    open,
    fold,
    MissingIndex,
    data(name, text) { delivered.set(name, text); },
    entry(value) { entry = value; },
    engine(value) { engine = value; }
  };
})();
