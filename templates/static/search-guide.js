/* What the search page knows of missions, countries, seas and years without the index: the pages
   that a query names, and names that are spelt nearly like a word.

   archiveGuide(names) takes the table of names of search.html and gives
   `pages(query)`: [kind, name, address] of each page that the query is a name of, and
   `near(word)`: the word of a name that `word` is nearly, or null. */
(function () {
  'use strict';

  /* Letters without their accents, capitals or signs; æ, ø and å as they are often typed. */
  function fold(text) {
    return text.toLowerCase().replace(/æ/g, 'ae').replace(/ø/g, 'oe').replace(/å/g, 'aa')
      .normalize('NFD').replace(/\p{M}/gu, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  }

  /* How many letters must be changed, added, left out or swapped with their neighbour, as far as
     `most` (optimal string alignment: https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance). */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...row) > most) return most + 1;
      before = last;
      last = row;
    }
    return last[other.length];
  }

  window.archiveGuide = function (names) {
    const pages = [];
    const words = new Map();
    for (const kind of ['mission', 'country', 'sea']) {
      for (const [name, address, others] of Object.values(names[kind])) {
        const keys = new Set([name, ...others].map(fold));
        pages.push({ kind, name, address, keys });
        for (const text of [name, ...others]) {
          for (const word of text.match(/[\p{L}\p{N}]+/gu) || []) {
            if (word.length > 3 && !words.has(fold(word))) words.set(fold(word), word);
          }
        }
      }
    }

    return {
      pages(query) {
        const key = fold(query);
        if (names.years.includes(Number(key))) return [['year', key + ' in the timeline', names.timeline + '#y' + key]];
        const bare = key.replace(/s$/, '');
        return pages.filter((page) => key && (page.keys.has(key) || page.keys.has(bare)))
          .map((page) => [page.kind, page.name, page.address]);
      },
      near(word) {
        const key = fold(word);
        if (key.length < 4 || words.has(key)) return null;
        const most = key.length < 7 ? 1 : 2;
        let best = null;
        let least = most + 1;
        for (const [other, shown] of words) {
          const far = distance(key, other, most);
          if (far < least) [best, least] = [shown, far];
        }
        return best;
      }
    };
  };
})();
