// The filters of the timeline: who led a mission, and where it was. Without this script all stands.
(() => {
  const form = document.getElementById('filters');
  const rows = [...document.querySelectorAll('.reg > li')];
  const count = form.querySelector('output');
  const show = () => {
    const org = form.elements.org.value, at = form.elements.at.value;
    let shown = 0;
    for (const row of rows) {
      row.hidden = (org && row.dataset.org !== org) || (at && !row.dataset.at.split(' ').includes(at));
      shown += !row.hidden;
    }
    for (const part of document.querySelectorAll('.regbox > section')) part.hidden = !part.querySelector('li:not([hidden])');
    count.textContent = shown === 1 ? '1 mission' : `${shown} missions`;
  };
  const asked = new URLSearchParams(location.search);
  for (const name of ['org', 'at']) {
    const options = [...form.elements[name].options].map((option) => option.value);
    if (options.includes(asked.get(name))) form.elements[name].value = asked.get(name);
  }
  form.addEventListener('change', show);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.hidden = false;
  show();
})();
