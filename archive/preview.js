// Loads the page anew when the preview has news of another state than the page's own.
(() => {
  const { src, dataset } = document.currentScript;
  const news = new URL(`news?${dataset.number}`, src);
  const wait = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));
  const watch = async () => {
    for (;;) {
      try {
        const answer = await fetch(news);
        if (answer.ok && (await answer.text()) !== dataset.number) return location.reload();
      } catch {
        await wait(1); // the server is gone, or not back yet
      }
    }
  };
  watch();
})();
