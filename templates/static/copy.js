/* Shows the buttons that copy a citation. `data-copy` on a button is the id of what it copies. */
(function () {
  'use strict';

  function select(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  /* The clipboard may be closed to a page from a disk: then the text is selected and copied. */
  async function copy(element) {
    try {
      await navigator.clipboard.writeText(element.textContent);
      return true;
    } catch (error) {
      select(element);
      return document.execCommand('copy');
    }
  }

  for (const button of document.querySelectorAll('button[data-copy]')) {
    const element = document.getElementById(button.dataset.copy);
    const said = document.createElement('span');
    said.setAttribute('role', 'status');
    said.className = 'note copied';
    button.after(said);
    button.hidden = false;
    button.addEventListener('click', async () => {
      said.textContent = await copy(element) ? 'Copied' : 'Selected: copy it with your keyboard';
    });
  }
})();
