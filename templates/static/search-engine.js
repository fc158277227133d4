/* The search engine: what all bundles find, as one list (search-bundles.js runs them).

   archiveSearch.open(folder) gives an engine with `size` (articles), `facets` (counts of every
   facet's values), `search(words, filters, sort)` and `preload(words)`. What gives a promise
   rejects with a MissingIndex where a file cannot be read. `archiveSearch.fold(text)` gives the
   letters and digits that a search compares. */
(function () {
  'use strict';

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

  /* Whether the next result of one list comes before that of another. Undated ones have no day and
     come last both ways. */
  function before(one, other, sort) {
    const [first, second] = [one.results[one.at], other.results[other.at]];
    if (sort === 'relevance') return first.score / one.best > second.score / other.best;
    const [day, next] = [first.page.meta.day, second.page.meta.day];
    if (!day || !next) return Boolean(day && !next);
    return sort === 'newest' ? day > next : day < next;
  }

  /* The page of a result, which is read once; null where another search has taken it back. */
  function load(bundle, result) {
    result.reading ||= bundle.page(result).then((page) => { result.page = page; return page; });
    return result.reading;
  }

  /* The sorted results of the bundles as one list, of which no more is read than is asked for.
     Bundles of one language are alike, so their scores compare; scores of two languages have no
     common measure, and each counts as a part of its language's best. */
  function merge(lists, sort) {
    const best = {};
    for (const { bundle, results } of lists) {
      best[bundle.language] = Math.max(best[bundle.language] || 0, results.length ? results[0].score : 0);
    }
    const rest = lists.map((list) => ({ ...list, at: 0, best: best[list.bundle.language] }));

    /* A date stands in the page: read the next pages of each list whose next one is not read. */
    async function dates(number) {
      const some = Math.ceil(number / rest.length) + 1;
      const next = await Promise.all(rest.flatMap(function ({ bundle, results, at }) {
        if (at === results.length || results[at].page) return [];
        return results.slice(at, at + some).map((result) => load(bundle, result));
      }));
      // A search that came after this one has taken the results back.
      return !next.includes(null);
    }

    return async function take(number) {
      const chosen = [];
      while (chosen.length < number) {
        if (sort !== 'relevance' && rest.length > 1 && !await dates(number)) return null;
        let next = null;
        for (const list of rest) {
          if (list.at === list.results.length) continue;
          if (!next || before(list, next, sort)) next = list;
        }
        if (!next) break;
        chosen.push(load(next.bundle, next.results[next.at++]));
      }
      const pages = await Promise.all(chosen);
      return pages.includes(null) ? null : pages;
    };
  }

  async function open(folder) {
    const { bundles, facets, newest, size, fragment } = await archiveBundles(folder);
    let kept = [];

    function ask(words, options, languages) {
      const asked = bundles.filter(({ language }) => !languages || languages.includes(language));
      return Promise.all(asked.map(async function (bundle) {
        const { results, filters } = await bundle.search(words, options);
        return { bundle, results, filters };
      }));
    }
    function forget(lists) { for (const list of lists) list.bundle.forget(list.results); }

    /* The words that a bundle does not know, as one of its results shows: every result holds
       something for each word. What is known stays known. */
    async function unknown({ bundle, results }, words) {
      if (results.length === 0) return [];
      if (words.some((word) => !bundle.known.has(word))) {
        const page = await load(bundle, results[0]);
        if (!page) return [];
        const texts = page.content.split(/\s+/);
        const held = [...page.locations.map((at) => texts[at] || ''), ...Object.values(page.meta)]
          .flatMap((text) => [fold(text), ...text.split(/[^\p{L}\p{N}\p{M}]+|(?<=\p{Ll})(?=\p{Lu})/u).map(fold)]);
        for (const word of words) bundle.known.set(word, held.some((one) => isForm(one, fold(word))));
      }
      return words.filter((word) => !bundle.known.get(word));
    }

    /* What the bundles find that hold every word; words that none of them knows are left out. */
    async function find(words, options, soon = 0) {
      const { language } = options.filters;
      const lists = await ask(words, options, language && language.any);
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
      if (lists.length < bundles.length || lists.some((list) => !list.results.length)) missing = await nowhere(missing);
      const left = each.filter((word) => !missing.includes(word));
      if (missing.length && left.length) return { ...await find(left.join(' '), options, soon), missing };
      return { lists: lists.filter((_, at) => news[at].length === 0), missing };
    }

    /* Those of the words that no bundle knows, as far as eight are asked for. */
    async function nowhere(words) {
      const alone = await Promise.all(words.slice(0, 8).map(async function (word) {
        if (bundles.some((bundle) => bundle.known.get(word))) return false;
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
      // The first page of the list of all needs no engine.
      if (!words && !Object.keys(any).length && sort === 'newest') {
        return { total: size, counts: facets, missing: [], take: first() };
      }
      const { lists, missing } = await find(words, { filters: any, sort: SORTS[sort] }, SOON);
      const counts = lists.map((list) => list.filters).reduce(add, {});
      for (const facet of Object.keys(any)) {
        const { [facet]: _, ...others } = any;
        counts[facet] = await count(facet, words, others);
      }
      const total = lists.reduce((sum, list) => sum + list.results.length, 0);
      return { total, counts, missing, take: merge(lists, sort) };
    }

    /* How many articles there are of each of a facet's values. */
    async function count(facet, words, filters) {
      if (!words && !Object.keys(filters).length) return facets[facet] || {};
      const { lists } = await find(words, { filters });
      return lists.map((list) => list.filters).reduce(add, {})[facet] || {};
    }

    /* All articles, newest first: the entry names the first of them; the engines give the rest. */
    function first() {
      let shown = 0;
      let rest = null;
      return async function take(number) {
        if (shown === 0 && (number <= newest.length || newest.length === size)) {
          const pages = await Promise.all(newest.slice(0, number).map(fragment));
          shown = number;
          return pages;
        }
        if (!rest) {
          const { lists } = await find('', { filters: {}, sort: SORTS.newest });
          rest = merge(lists, 'newest');
          if (shown && !await rest(shown)) return null;
        }
        return rest(number);
      };
    }

    /* Read what a search for the words will need, while a reader may still be typing; without words,
       what any search needs. */
    function preload(words) {
      for (const bundle of bundles) bundle.preload(words).catch(() => {});
    }

    return { preload, size, facets, search };
  }

  archiveSearch.open = open;
  archiveSearch.fold = fold;
})();
