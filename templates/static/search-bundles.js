/* The bundles of the search: Pagefind without fetch, workers or modules, which a page opened from
   a disk may not use. Everything is loaded as a classic script, over http too.

   archiveBundles(folder) gives what the entry says of the index (`facets`, `newest`, `size`),
   `bundles`, and `fragment(name)`, which reads a page of the index without an engine. A language's
   engine starts when one of its bundles is asked for the first time. What gives a promise rejects
   with a MissingIndex where a file cannot be read. */
(function () {
  'use strict';

  class MissingIndex extends Error {}

  const EMPTY = Uint8Array.from('pagefind_dcd\x81\x80', (letter) => letter.charCodeAt(0));

  // What stands before the data in each file, and how many words Pagefind shows of a page.
  const SIGNATURE = 'pagefind_dcd'.length;
  const EXCERPT = 30;

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

  /* The bytes of a data file that a script has delivered, unpacked: unpacking checks their length and
     checksum, and Pagefind takes unpacked data as it is. */
  async function unpack(name) {
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
      const found = run(folder + name + '.js').then(() => unpack(name));
      reading.set(name, found.finally(() => reading.delete(name)));
    }
    return reading.get(name);
  }

  /* The engine of one language, to which we speak as to a worker. Each bundle may be in it twice: as
     `words`, and as `list` for a search without words, for which Pagefind would read the whole index
     first. The list gets empty files instead of words, and the same dates and filters. */
  function start(folder, bundles) {
    const calls = new Map();
    const starts = new Map();
    const kept = new Map();
    const ready = new Map();
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
    /* A file that every search reads: the start script of its bundle delivers all of them. */
    function always(bundle, name) {
      if (!starts.has(bundle)) starts.set(bundle, run(folder + bundle.start));
      if (!kept.has(name)) kept.set(name, starts.get(bundle).then(() => unpack(name)));
      return kept.get(name);
    }
    async function fetch(address) {
      const [, instance, kind, at, name] = /^\/((words|list)(\d+))\/([^?]*)/.exec(address);
      const bundle = bundles[at];
      if (name === 'pagefind-entry.json') return new Response(JSON.stringify(bundle.entry));
      try {
        if (name.startsWith('wasm.')) {
          const [first] = ready.keys();
          if (instance === first) return new Response(await read(folder, name));
          // The engine has its WebAssembly once; the others wait until it is there.
          await ready.get(first);
          return new Response(EMPTY);
        }
        const path = bundle.folder + '/' + name;
        if (!/^(index|fragment)\//.test(name)) return new Response(await always(bundle, path));
        return new Response(kind === 'list' && name.startsWith('index/') ? EMPTY : await read(folder, path));
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
    /* Make an instance, once. The answer to `filters` comes when all of it is read. */
    function prepare(instance, language) {
      if (!ready.has(instance)) {
        ready.set(instance, Promise.resolve().then(function () {
          const making = ask(instance, 'init', { basePath: '/' + instance + '/', baseUrl: '/', language });
          return making.then(() => ask(instance, 'filters'));
        }));
      }
      return ready.get(instance);
    }

    engine(self, fetch, undefined, undefined);

    return bundles.map(({ language }, at) => ({
      async preload(words) {
        await prepare('words' + at, language);
        await ask('words' + at, 'preload', words, {});
      },
      page: (result) => ask(result.instance, 'getData', result.data),
      async search(words, options) {
        const instance = (words ? 'words' : 'list') + at;
        await prepare(instance, language);
        const found = await ask(instance, 'search', words || null, options);
        for (const result of found.results) result.instance = instance;
        return found;
      },
      forget(results) {
        for (const { instance, data } of results) {
          hear({ data: { id: 0, instanceId: instance, method: 'releaseData', args: [data] } });
        }
      }
    }));
  }

  async function open(folder) {
    // The entry's name stays when the site is built again, so it must not come from a cache.
    await run(folder + 'entry.js?' + Date.now());
    if (!entry) throw new MissingIndex('entry.js');
    const started = new Map();
    let loaded = null;

    async function begin(language) {
      await (loaded ||= run(folder + entry.engine));
      if (!engine) throw new MissingIndex(entry.engine);
      return start(folder, entry.bundles.filter((bundle) => bundle.language === language));
    }
    /* A bundle whose engine is there when it is asked. */
    function handle({ language, folder: name }) {
      const number = entry.bundles.filter((bundle) => bundle.language === language)
        .findIndex((bundle) => bundle.folder === name);
      let mine = null;
      async function running() {
        if (!started.has(language)) {
          started.set(language, begin(language));
          started.get(language).catch(function () { started.delete(language); loaded = null; });
        }
        mine = (await started.get(language))[number];
        return mine;
      }
      return {
        language,
        known: new Map(),
        preload: async (words) => (await running()).preload(words),
        search: async (words, options) => (await running()).search(words, options),
        page: (result) => mine.page(result),
        forget: (results) => mine.forget(results)
      };
    }

    /* A page of the index, as an engine gives it for a search without words. */
    async function fragment(name) {
      const text = new TextDecoder().decode((await read(folder, name)).slice(SIGNATURE));
      const page = JSON.parse(text);
      const content = page.content.replace(/\u200B/g, '');
      const start = content.split(/\s+/).slice(0, EXCERPT).join(' ').trim();
      return { ...page, content, excerpt: start.replace(/</g, '&lt;').replace(/>/g, '&gt;') };
    }

    return {
      bundles: entry.bundles.map(handle),
      facets: entry.facets,
      newest: entry.newest,
      size: entry.bundles.reduce((sum, { entry: said, language }) => sum + said.languages[language].page_count, 0),
      fragment
    };
  }

  window.archiveBundles = open;
  /* What the scripts of the index call. */
  window.archiveSearch = {
    MissingIndex,
    data(name, text) { delivered.set(name, text); },
    entry(value) { entry = value; },
    engine(value) { engine = value; }
  };
})();
