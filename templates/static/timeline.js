// The filters of the timeline: who led a mission, and where it was. Without this script all stands.
(() => {
  const filters = document.getElementById('filters');
  const [org, at] = ['org', 'at'].map((name) => filters.querySelector(`[name=${name}]`));
  const rows = [...document.querySelectorAll('.reg > li')];
  const count = filters.querySelector('output');
  const show = () => {
    let shown = 0;
    for (const row of rows) {
      row.hidden = (org.value && row.dataset.org !== org.value) || (at.value && !row.dataset.at.split(' ').includes(at.value));
      shown += !row.hidden;
    }
    for (const part of document.querySelectorAll('.regbox > section')) part.hidden = !part.querySelector('li:not([hidden])');
    count.textContent = shown === 1 ? '1 mission' : `${shown} missions`;
  };
  const asked = new URLSearchParams(location.search);
  for (const choice of [org, at]) {
    const options = [...choice.options].map((option) => option.value);
    if (options.includes(asked.get(choice.name))) choice.value = asked.get(choice.name);
  }
  filters.addEventListener('change', show);
  filters.hidden = false;
  show();
})();
